import { expect, test } from 'vitest';

import type { Receipt } from '../api/types';
import { erasedInWords } from './words';

test.each([
  [1, 2, '1 person and 2 faces were erased.'],
  [0, 1, '1 face was erased.'],
  [1, 0, '1 person and 0 faces were erased.'],
])('a receipt of %i people and %i faces', (people_count, faces_count, words) => {
  const receipt = { people_count, faces_count } as Receipt;
  expect(erasedInWords(receipt)).toBe(words);
});
