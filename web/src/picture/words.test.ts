import { expect, test } from 'vitest';

import { bytesInWords, sizeInWords } from './words';

test.each([
  [999, '999 bytes'],
  [60270, '60 kB'],
  [4_400_000, '4.4 MB'],
  [99_693_937, '99.7 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});

test('a size reads width by height', () => {
  expect(sizeInWords({ width: 512, height: 600 })).toBe('512 × 600');
});
