import { expect, test } from 'vitest';

import { facesInWords, oneIn, percent } from './numbers';

test.each([
  [0.1, '10%', '1 in 10'],
  [0.001, '0.1%', '1 in 1,000'],
  [0.00001, '0.001%', '1 in 100,000'],
])('a share of %f is %s, %s', (share, percentage, count) => {
  expect([percent(share), oneIn(share)]).toEqual([percentage, count]);
});

test.each([
  [0, 'No face found'],
  [1, '1 face'],
  [12, '12 faces'],
])('%i faces are %s', (count, words) => {
  expect(facesInWords(count)).toBe(words);
});
