import { expect, test } from 'vitest';

import { eventsInWords, visitInWords } from './words';

test.each([
  [1, '1 message'],
  [0, '0 messages'],
  [12345, '12,345 messages'],
])('%i is %s', (count, words) => {
  expect(eventsInWords(count)).toBe(words);
});

test.each([
  [1, 'Who comes again after a minute is announced again.'],
  [10, 'Who comes again after 10 minutes is announced again.'],
  [0.5, 'Who comes again after 0.5 minutes is announced again.'],
])('visits of %d minutes', (minutes, words) => {
  expect(visitInWords(minutes)).toBe(words);
});
