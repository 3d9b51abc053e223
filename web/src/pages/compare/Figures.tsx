import { Text } from '@mantine/core';

import type { CompareAnswer } from '../../api/types';
import { percent } from '../../components/numbers';
import classes from './compare.module.css';

/** What the decision rests on, for those who reckon with it. */
export function Figures({ answer }: { answer: CompareAnswer }) {
  const { similarity, threshold, strictest, embedder, sentence } = answer;
  const rows: [string, string][] = [
    ['Similarity', `${similarity.toFixed(4)} (cosine)`],
    ...(threshold ? thresholdRows(threshold) : []),
    ['Strictest rate passed', strictest ? percent(strictest.far) : 'none measured'],
    ['Compared with', embedder],
  ];
  return (
    <>
      <dl className={classes.figures}>
        {rows.map(([term, value]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text fz="sm" mt="xs" c="dimmed">
        {sentence}
      </Text>
    </>
  );
}

function thresholdRows(
  threshold: NonNullable<CompareAnswer['threshold']>,
): [string, string][] {
  const { far, far_low, far_high, tar } = threshold;
  return [
    ['Needed', threshold.similarity.toFixed(4)],
    [
      'Strangers that pass',
      `${percent(far)} (false-accept rate; 95% interval ${percent(far_low)} to ${percent(far_high)})`,
    ],
    ['Same people that pass', `${percent(tar)} (true-accept rate)`],
  ];
}
