import { describe, expect, test } from 'vitest';

import { contains, displayScale, faceAt, scaleBox, scalePoint } from './geometry';

test.each([
  [{ width: 1000, height: 500 }, { width: 500, height: 900 }, 0.5],
  [{ width: 500, height: 1000 }, { width: 500, height: 900 }, 0.9],
  [{ width: 100, height: 100 }, { width: 800, height: 800 }, 2],
])('%o in %o is drawn at %f', (picture, space, scale) => {
  expect(displayScale(picture, space)).toBe(scale);
});

test('points and boxes scale alike', () => {
  const box = { left: 10, top: 20, right: 30, bottom: 60 };
  expect(scaleBox(box, 0.5)).toEqual({ left: 5, top: 10, right: 15, bottom: 30 });
  expect(scalePoint([10, 20], 0.5)).toEqual([5, 10]);
  for (const factor of [0.1, 0.73, 2]) {
    expect(contains(scaleBox(box, factor), scalePoint([12, 59], factor))).toBe(true);
    expect(contains(scaleBox(box, factor), scalePoint([31, 59], factor))).toBe(false);
  }
});

describe('faceAt', () => {
  const faces = [
    { index: 0, box: { left: 0, top: 0, right: 100, bottom: 100 } },
    { index: 1, box: { left: 80, top: 80, right: 120, bottom: 120 } },
  ];

  test.each([
    [[10, 10] as const, 0],
    [[90, 90] as const, 1],
    [[110, 110] as const, 1],
    [[130, 10] as const, null],
  ])('%o is in face %s', (point, index) => {
    expect(faceAt(faces, point)).toBe(index);
  });
});
