import { expect, test } from 'vitest';

import { STROKES } from './landmarks68';

test('the strokes pass through every one of the 68 landmarks', () => {
  const drawn = new Set<number>();
  for (const { first, last } of STROKES) {
    for (let point = first; point <= last; point += 1) drawn.add(point);
  }
  expect([...drawn].sort((a, b) => a - b)).toEqual([...Array(68).keys()]);
});
