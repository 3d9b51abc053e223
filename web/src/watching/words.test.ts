import { expect, test } from 'vitest';

import {
  fieldInWords,
  likenessInWords,
  looksInWords,
  moment,
  noticeInWords,
  span,
  valueInWords,
} from './words';
import { SIGHTING } from './sighting.example';

test.each([
  [0.00001, 'Very alike (0.97): a stranger is taken for them 1 in 100,000 times'],
  [0.001, 'Quite alike (0.97): a stranger is taken for them 1 in 1,000 times'],
  [0.1, 'Somewhat alike (0.97): a stranger is taken for them 1 in 10 times'],
  [
    0,
    'Very alike (0.97): a stranger is taken for them less than 1 in 10,000,000 times',
  ],
])('a share of %f wrong', (far, words) => {
  expect(likenessInWords({ ...SIGHTING, similarity: 0.9711, far })).toBe(words);
});

test.each([
  [1, 1, 'one look'],
  [5, 5, 'all 5 looks agree'],
  [3, 5, '3 of 5 looks agree'],
])('%i votes of %i', (votes, looks, words) => {
  expect(looksInWords({ ...SIGHTING, votes, looks })).toBe(words);
});

const at = (text: string) => new Date(text).toISOString();
const NOW = new Date('2026-03-04T15:00:00');

const time = (text: string) =>
  new Date(text).toLocaleTimeString(undefined, { timeStyle: 'medium' });

test('today needs no day, and a day is said once', () => {
  const early = at('2026-03-04T09:05:06');
  expect(moment(early, NOW)).toBe(time(early));
  expect(moment(at('2026-03-03T09:05:06'), NOW)).toMatch(/2026.*9.05/);
  const short = { timeStyle: 'short' } as const;
  expect(span(early, early, NOW)).toBe(
    new Date(early).toLocaleTimeString(undefined, short),
  );
  expect(span(early, at('2026-03-04T10:00:00'), NOW)).toMatch(/^9.05\b.* to 10.00/);
  const [first, last] = [at('2026-03-02T09:00:00'), at('2026-03-03T10:00:00')];
  expect(span(first, at('2026-03-02T10:00:00'), NOW)).toMatch(/2026.*9.00.* to 10.00/);
  expect(span(first, last, NOW)).toMatch(/2026.*9.00.* to .*2026.*10.00/);
});

test.each([
  ['none', 0, /^$/],
  ['waiting', 0, /being told/],
  ['waiting', 2, /tried 2 times.*every minute/],
  ['sent', 1, /were told\.$/],
  ['failed', 1, /failed once/],
] as const)('a notice that is %s after %i tries', (state, tries, words) => {
  const notice = { state, tries, at: null };
  expect(noticeInWords({ ...SIGHTING, notice })).toMatch(words);
});

test.each([
  ['account_type', 'Account type'],
  ['name', 'Name'],
])('the field %s is headed %s', (name, words) => {
  expect(fieldInWords(name)).toBe(words);
});

test.each([
  ['12 Main Street', '12 Main Street'],
  [1234.5, '1234.5'],
  [true, 'yes'],
  [null, 'none'],
  ['', 'none'],
  [['a', 1], '["a",1]'],
])('the value %j reads %s', (value, words) => {
  expect(valueInWords(value)).toBe(words);
});
