import { expect, test } from 'vitest';

import { facesInWords, percent } from './words';

test.each([
  [0, 'No face'],
  [1, '1 face'],
  [7, '7 faces'],
])('%i faces in words', (count, words) => {
  expect(facesInWords(count)).toBe(words);
});

test.each([
  [0.1, '10%'],
  [0.01, '1%'],
  [0.001, '0.1%'],
  [0.00001, '0.001%'],
  [0.99404, '99.4%'],
  [1, '100%'],
])('%d as a percentage', (share, words) => {
  expect(percent(share)).toBe(words);
});
