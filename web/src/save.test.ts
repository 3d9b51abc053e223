import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';

import { dataUriToBlob, faceFileName, zip } from './save';

test('a data URI becomes its bytes and its type', async () => {
  const blob = dataUriToBlob('data:image/png;base64,iVBORw==');
  expect(blob.type).toBe('image/png');
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0x89, 80, 78, 71]);
});

test('anything else is refused', () => {
  expect(() => dataUriToBlob('https://faces.test/a.png')).toThrow(/data URI/);
});

test.each([
  ['team.jpeg', 2, 'image/png', 'team-face-2.png'],
  ['a b/c.tar.gz', 0, 'image/jpeg', 'a-b-c.tar-face-0.jpg'],
  ['né.webp', 1, 'image/webp', 'né-face-1.webp'],
  ['', 0, 'image/png', 'picture-face-0.png'],
])('%s face %i as %s is %s', (picture, index, type, name) => {
  expect(faceFileName(picture, index, type)).toBe(name);
});

test('a zip keeps files of one name apart', async () => {
  const files = ['a.png', 'a.png', 'b', 'b'].map((name) => ({
    name,
    body: new Blob([name]),
  }));
  const packed = unzipSync(new Uint8Array(await (await zip(files)).arrayBuffer()));
  expect(Object.keys(packed)).toEqual(['a.png', 'a-2.png', 'b', 'b-2']);
});

test('a zip holds every file under its name', async () => {
  const packed = await zip([
    { name: 'a.png', body: new Blob(['first']) },
    { name: 'b.png', body: new Blob(['second']) },
  ]);
  const files = unzipSync(new Uint8Array(await packed.arrayBuffer()));
  const texts = Object.entries(files).map(([name, bytes]) => [
    name,
    new TextDecoder().decode(bytes),
  ]);
  expect(texts).toEqual([
    ['a.png', 'first'],
    ['b.png', 'second'],
  ]);
});
