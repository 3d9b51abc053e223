import { expect, test } from 'vitest';

import { placeOnScale, scaleStart } from './scale';

test.each([
  [0.928, 0.82],
  [0.4, -0.5],
  [0.1, -1],
])('for a threshold of %f the scale starts at %f', (threshold, start) => {
  expect(scaleStart(threshold)).toBe(start);
});

test('the threshold stands right of the middle, and the end is the same picture', () => {
  expect(placeOnScale(0.928, 0.928)).toBeCloseTo(0.6);
  expect(placeOnScale(1, 0.928)).toBe(1);
});

test('a stranger that is 0.85 alike is far below the threshold', () => {
  expect(placeOnScale(0.85, 0.928)).toBeCloseTo(1 / 6);
});

test('what lies below the scale is shown at its end', () => {
  expect(placeOnScale(-0.2, 0.928)).toBe(0);
});
