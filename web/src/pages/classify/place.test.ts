import { expect, test } from 'vitest';

import { handleOf, placeOf } from './place';

test.each([
  ['/classify/my-people', 'my-people'],
  ['/classify/a%2Fb', 'a/b'],
  ['/classify/100%', '100%'],
  ['/classify/', null],
  ['/classify', null],
  ['/align', null],
])('%s is about %j', (location, handle) => {
  expect(handleOf(location)).toBe(handle);
});

test('a place leads back to its handle', () => {
  for (const handle of ['imagenet', 'a b', 'a/b?c#d', 'ö']) {
    expect(handleOf(placeOf(handle))).toBe(handle);
  }
  expect(placeOf(null)).toBe('/classify');
});
