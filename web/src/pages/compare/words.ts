import type { CompareAnswer } from '../../api/types';
import { oneIn } from '../../components/numbers';

export interface Verdict {
  kind: 'same' | 'different' | 'none';
  title: string;
  sentence: string;
}

/** The decision for someone who has never heard of similarities and rates. */
export function verdictOf({ same, threshold }: CompareAnswer): Verdict {
  if (same === null || threshold === null) {
    return {
      kind: 'none',
      title: 'No decision',
      sentence: 'How alike is enough was never measured for this model.',
    };
  }
  const rate = `At this strictness about ${oneIn(threshold.far)} pairs of strangers pass for one person.`;
  return same
    ? {
        kind: 'same',
        title: 'The same person',
        sentence: `As alike as is asked for. ${rate}`,
      }
    : {
        kind: 'different',
        title: 'Different people',
        sentence: `Less alike than is asked for. ${rate}`,
      };
}
