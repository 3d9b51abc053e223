import { expect, test } from 'vitest';

import { alignCommand } from './command';
import { degrees, facesInWords, pixels, turnInWords } from './words';

test('counts, angles and lengths read as people write them', () => {
  expect([facesInWords(1), facesInWords(3)]).toEqual(['1 face', '3 faces']);
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

test('the command survives a quote in the name of the picture', () => {
  const upload = { body: new Blob(), type: 'image/png' };
  const options = { size: 256, crop: 'face', margin: 0, format: 'png' } as const;
  expect(
    alignCommand('http://localhost:3000', options, { name: "it's.png", upload }),
  ).toBe(
    `curl 'http://localhost:3000/align?face=all&size=256&crop=face&margin=0&format=png' \\
  -H 'Content-Type: image/png' \\
  --data-binary '@it'\\''s.png'`,
  );
});
