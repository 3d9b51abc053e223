import { expect, test } from 'vitest';

import { degrees, pixels, turnInWords } from './words';

test('angles and lengths read as people write them', () => {
  expect([degrees(-3.214), degrees(90), degrees(-0.04)]).toEqual([
    '-3.2°',
    '90°',
    '0°',
  ]);
  expect(pixels(43.25)).toBe('43.3 px');
});

test('positive turns are counter-clockwise', () => {
  expect(turnInWords(90)).toBe('Turned 90° counter-clockwise to find faces');
  expect(turnInWords(-90)).toBe('Turned 90° clockwise to find faces');
});
