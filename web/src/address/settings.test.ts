import { expect, test } from 'vitest';

import { parsePlace } from './hash';
import {
  flag,
  identifier,
  initialOf,
  oneOf,
  readSettings,
  share,
  writeSettings,
  type Settings,
} from './settings';

interface Values {
  size: number;
  format: string;
  margin: number;
  label: boolean;
  collection: string;
}

const SETTINGS: Settings<Values> = {
  size: oneOf([112, 256], 256),
  format: oneOf(['png', 'jpeg'], 'png'),
  margin: share(0),
  label: flag(false),
  collection: identifier(),
};
const INITIAL = { size: 256, format: 'png', margin: 0, label: false, collection: '' };

test.each([
  ['', '/', ''],
  ['#/swap', '/swap', ''],
  ['#swap?blend=none', '/swap', 'blend=none'],
])('%j is the page %s with the query %j', (hash, path, query) => {
  expect(parsePlace(hash)).toEqual({ path, query });
});

test.each([
  ['', INITIAL],
  [
    'size=112&format=jpeg&margin=0.25&label=yes&collection=a.b-c',
    { size: 112, format: 'jpeg', margin: 0.25, label: true, collection: 'a.b-c' },
  ],
  ['label=yes&unknown=1', { ...INITIAL, label: true }],
  // What is no value of a setting leaves it as it was.
  ['size=113&format=&margin=2&label=maybe&collection=a/b', INITIAL],
  ['margin=', INITIAL],
])('%j reads as %o', (query, expected) => {
  expect(readSettings(SETTINGS, query, initialOf(SETTINGS))).toEqual(expected);
});

test('only what differs from the beginning is written, and reads back', () => {
  expect(writeSettings(SETTINGS, INITIAL)).toBe('');
  const values = {
    size: 112,
    format: 'png',
    margin: 0.5,
    label: true,
    collection: 'door',
  };
  const query = writeSettings(SETTINGS, values);
  expect(query).toBe('size=112&margin=0.5&label=yes&collection=door');
  expect(readSettings(SETTINGS, query, INITIAL)).toEqual(values);
});
