import { expect, test } from 'vitest';

import { consentOf, NO_CONSENT } from './consent';

test.each([
  ['', 'Ada'],
  ['  ', 'Ada'],
  ['her guardian', 'her guardian'],
])('where %j has agreed, %s is recorded', (by, recorded) => {
  const consent = { ...NO_CONSENT, by, expires: '2030-01-01' };
  expect(consentOf('Ada', consent)).toEqual({ ...consent, by: recorded });
});
