import { expect, test } from 'vitest';

import type { CompareAnswer } from '../../api/types';
import { verdictOf } from './words';

const THRESHOLD = { far: 0.001, similarity: 0.928, far_low: 0, far_high: 0, tar: 1 };

function answer(same: boolean | null): CompareAnswer {
  const threshold = same === null ? null : THRESHOLD;
  return { same, threshold } as CompareAnswer;
}

test.each([
  [true, 'same', 'The same person', /^As alike as .* 1 in 1,000 pairs of strangers/],
  [false, 'different', 'Different people', /^Less alike than/],
  [null, 'none', 'No decision', /never measured/],
])('%s reads %s', (same, kind, title, sentence) => {
  const verdict = verdictOf(answer(same));
  expect([verdict.kind, verdict.title]).toEqual([kind, title]);
  expect(verdict.sentence).toMatch(sentence);
});
