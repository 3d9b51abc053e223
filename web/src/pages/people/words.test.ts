import { expect, test } from 'vitest';

import type { Person } from '../../api/types';
import { day } from '../../components/days';
import { consentInWords, initials, matches } from './words';

test.each([
  ['Grace Hopper', 'GH'],
  ['Ada', 'A'],
  ['  Grace  Brewster Hopper ', 'GH'],
  ['👩‍🚀 Eileen', '👩‍🚀E'],
  ['éa öb', 'ÉÖ'],
])('%j begins with %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test.each([
  ['Grace Hopper', 'hop', true],
  ['Émile', 'emi', true],
  ['Grace Hopper', '  grace ', true],
  ['Grace Hopper', 'ada', false],
  ['anyone', '', true],
])('%j is found by %j: %s', (name, typed, found) => {
  expect(matches(name, typed)).toBe(found);
});

const PERSON: Person = {
  id: 'p',
  name: 'Grace Hopper',
  metadata: {},
  created: '2026-01-02T03:04:05Z',
  faces: 1,
  consent: {
    by: 'Grace Hopper',
    purpose: 'being recognised here',
    given: '2026-01-02T12:00:00Z',
    expires: '2027-01-01T00:00:00Z',
    source: 'request',
    in_force: true,
  },
};

test('a consent says who agreed to what, and until when', () => {
  const given = day('2026-01-02T12:00:00Z');
  const until = day('2026-12-31T12:00:00Z');
  const words = `Grace Hopper agreed to being recognised here, ${given}, until ${until}.`;
  expect(consentInWords(PERSON)).toBe(words);
  const ended = { ...PERSON, consent: { ...PERSON.consent, in_force: false } };
  expect(consentInWords(ended)).toBe(`${words} It has ended: nobody is named by it.`);
});
