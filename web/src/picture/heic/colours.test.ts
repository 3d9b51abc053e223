import { expect, test } from 'vitest';

import { colourSpaceOf } from './colours';

test('a profile of a phone is known by its name', () => {
  const name = Buffer.from('Display P3', 'utf16le').swap16();
  expect(colourSpaceOf(Uint8Array.from([7, 7, ...name, 0]))).toBe('display-p3');
  expect(colourSpaceOf(new TextEncoder().encode('ftypheic, Display P3'))).toBe('srgb');
});
