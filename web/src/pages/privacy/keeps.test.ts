import { expect, test } from 'vitest';

import { isHere, keptBy } from './keeps';

test.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['https://api.faces.test', false],
])('%s is on this machine: %s', (address, here) => {
  expect(isHere(address)).toBe(here);
});

const whats = (address: string, routes: string[]) =>
  keptBy({ address, routes }).map(({ what }) => what.split(/[ :]/)[0]);

test('a service on this machine has no bucket', () => {
  expect(whats('http://127.0.0.1:3000', ['/align', '/uploads'])).toEqual([
    'Pictures',
    'Logs',
  ]);
});

test('a hosted service keeps uploads, and people only where it has a gallery', () => {
  expect(whats('https://api.faces.test', ['/align', '/uploads'])).toEqual([
    'Pictures',
    'Logs',
    'Pictures',
  ]);
  expect(whats('https://api.faces.test', ['/alerts'])).toEqual([
    'Pictures',
    'Logs',
    'Alerts',
    'Unknown',
    'Cases',
  ]);
  expect(whats('https://api.faces.test', ['/people', '/people/{id}'])).toEqual([
    'Pictures',
    'Logs',
    'People',
  ]);
});
