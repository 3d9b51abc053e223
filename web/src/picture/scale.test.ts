import { describe, expect, test } from 'vitest';

import { encodeWithin, fitWithin } from './scale';

test.each([
  [{ width: 512, height: 512 }, 2400, { width: 512, height: 512 }],
  [{ width: 6000, height: 4000 }, 2400, { width: 2400, height: 1600 }],
  [{ width: 3000, height: 4000 }, 2400, { width: 1800, height: 2400 }],
  [{ width: 10000, height: 2 }, 2400, { width: 2400, height: 1 }],
])('%o fits within %i as %o', (size, side, expected) => {
  expect(fitWithin(size, side)).toEqual(expected);
});

describe('encodeWithin', () => {
  const onePixelOneByte = (size: { width: number; height: number }) =>
    Promise.resolve(new Blob([new Uint8Array(size.width * size.height)]));

  test('keeps the size where the bytes fit', async () => {
    const encoded = await encodeWithin(
      { width: 100, height: 50 },
      onePixelOneByte,
      5000,
    );
    expect(encoded?.size).toEqual({ width: 100, height: 50 });
  });

  test('shrinks until the bytes fit', async () => {
    const encoded = await encodeWithin(
      { width: 100, height: 50 },
      onePixelOneByte,
      3000,
    );
    expect(encoded?.size).toEqual({ width: 72, height: 36 });
    expect(encoded?.body.size).toBe(2592);
  });

  test('gives up on what never fits', async () => {
    const stubborn = () => Promise.resolve(new Blob(['far too long']));
    expect(await encodeWithin({ width: 400, height: 400 }, stubborn, 3)).toBeNull();
  });
});
