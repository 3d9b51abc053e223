import { expect, test } from 'vitest';

import { curlForm, curlGet, curlPicture, visageCommand } from './commands';

const ADDRESS = 'http://localhost:3000';

test('a command survives a quote in the name of the picture', () => {
  const sent = {
    name: "it's.png",
    type: 'image/png',
    fields: [['size', '256']] as const,
  };
  expect(curlPicture(ADDRESS, '/align', sent)).toBe(
    `curl 'http://localhost:3000/align?size=256' \\
  -H 'Content-Type: image/png' \\
  --data-binary '@it'\\''s.png'`,
  );
});

test('a request that sends nothing is an address, with its query', () => {
  expect(curlGet(ADDRESS, '/people')).toBe(`curl 'http://localhost:3000/people'`);
  expect(curlGet(ADDRESS, '/people', [['collection', 'staff']])).toBe(
    `curl 'http://localhost:3000/people?collection=staff'`,
  );
});

test('a form names its pictures, its fields and the file for what comes of it', () => {
  const pictures = [['source', 'a.jpg'] as const, ['target', 'b.jpg'] as const];
  const output = { type: 'image/png', file: 'b-swapped.png' };
  expect(curlForm(ADDRESS, '/swap', pictures, [['blend', 'none']], output)).toBe(
    `curl 'http://localhost:3000/swap' \\
  -F 'source=@a.jpg' \\
  -F 'target=@b.jpg' \\
  -F 'blend=none' \\
  -H 'Accept: image/png' -o 'b-swapped.png'`,
  );
});

test('the project’s command has flags and options', () => {
  const options = [['blend', 'none'] as const, ['label', ''] as const];
  expect(visageCommand('swap', ['a.jpg', 'b.jpg'], options)).toBe(
    `visage swap 'a.jpg' 'b.jpg' \\
  --blend 'none' \\
  --label`,
  );
  expect(visageCommand('people list', [], [])).toBe('visage people list');
});
