import { expect, test } from 'vitest';

import { backoff } from './backoff';

test.each([
  [1, 1000],
  [2, 2000],
  [5, 16_000],
  [6, 30_000],
  [500, 30_000],
])('after %i failures it waits %i ms', (failures, wait) => {
  expect(backoff(failures)).toBe(wait);
});
