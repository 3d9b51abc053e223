import { expect, test } from 'vitest';

import { dayFromNow } from './days';

test.each([
  [0, '2026-02-27'],
  [1, '2026-02-28'],
  [2, '2026-03-01'],
  [366, '2027-02-28'],
])('%i days from the 27th of February are %s', (days, expected) => {
  expect(dayFromNow(days, new Date(2026, 1, 27, 23, 59))).toBe(expected);
});
