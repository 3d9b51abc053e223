import type { Classified, Classifier } from '../../api/types';
import { percent } from '../../components/numbers';

const UNKNOWN = -1;
/** How many names are listed before the rest is counted. */
const NAMED = 6;
const TINY = 0.0005;

/** What an answer says, in a line. */
export function verdict({ classes }: Classified): string {
  const [best] = classes;
  if (!best) return 'No answer';
  return best.class_idx === UNKNOWN
    ? 'Nobody that this classifier knows'
    : spaced(best.class_name);
}

/** The name of a class as people read it. */
export function named({
  class_idx,
  class_name,
}: Classified['classes'][number]): string {
  return class_idx === UNKNOWN ? 'nobody it knows' : spaced(class_name);
}

/** A class as people write it: folders of pictures are often named with_underscores. */
function spaced(class_name: string): string {
  return class_name.replaceAll('_', ' ');
}

/** A share as a percentage; what would round to nothing is said to be little. */
export function shareInWords(share: number): string {
  return share < TINY ? 'under 0.1%' : percent(Number(share.toFixed(3)));
}

/** What a classifier knows. */
export function knowledge({ kind, classes, class_names }: Classifier): string {
  const count = classes ?? 0;
  if (kind !== 'people') return `Knows ${count.toLocaleString('en')} classes`;
  const shown = class_names.slice(0, NAMED).map(spaced);
  const others = count - shown.length;
  const rest = others > 0 ? ` and ${others.toLocaleString('en')} more` : '';
  return `Knows ${shown.join(', ')}${rest}`;
}

/** How good a classifier is. */
export function accuracyInWords({ accuracy }: Classifier): string {
  if (!accuracy) return 'Accuracy not measured';
  const { top1, low, high, pictures, source } = accuracy;
  return (
    `Right about ${percent(top1)} of ${pictures.toLocaleString('en')} pictures ` +
    `(${percent(low)} to ${percent(high)}): ${source}`
  );
}
