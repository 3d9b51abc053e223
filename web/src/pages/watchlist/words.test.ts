import { expect, test } from 'vitest';

import type { Case } from '../../api/watchTypes';
import { alertsInWords, termInWords } from './words';

const CASE: Case = {
  id: 'M-12',
  note: 'Missing since Monday; ordered by Sgt. Bell',
  name: 'Ada',
  expires: '2026-03-05T00:00:00Z',
  state: 'active',
  by: 'bell',
  created: '2026-03-02T10:00:00Z',
  ended: null,
  receipt: null,
  pictures: [],
};

test.each([
  ['active', /^looked for until .*4.*2026$/],
  ['expired', /^ended by itself after .*4.*2026: nobody is matched/],
  ['ended', /^ended; its pictures are erased$/],
] as const)('a case that is %s', (state, words) => {
  expect(termInWords({ ...CASE, state })).toMatch(words);
});

test.each([
  [0, 'no alert yet'],
  [1, '1 alert'],
  [7, '7 alerts'],
])('%i alerts are %s', (count, words) => {
  expect(alertsInWords(count)).toBe(words);
});
