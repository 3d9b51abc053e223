import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

import { readableType } from './kind';

const bytes = (text: string) =>
  new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]);

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['GIF89a\x01\0', 'image/gif'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
  ['BM\x36\0', 'image/bmp'],
  ['II*\0\x08\0', 'image/tiff'],
  ['MM\0*\0\0', 'image/tiff'],
  ['\0\0\0\x18ftypheic', 'image/heic'],
  ['\0\0\0\x1cftypmif1', 'image/heic'],
  ['\0\0\0\x1cftypavif', 'image/avif'],
  ['\0\0\0\x18ftypmp42', null],
  ['RIFF\x24\0\0\0WAVEfmt ', null],
  ['%PDF-1.7', null],
  ['', null],
])('%j is %s', async (head, expected) => {
  expect(await readableType(bytes(head))).toBe(expected);
});

test('the sample pictures are JPEG, whatever their name', async () => {
  const file = await readFile('public/samples/astronaut.jpg');
  expect(await readableType(new Blob([file], { type: 'image/png' }))).toBe(
    'image/jpeg',
  );
});
