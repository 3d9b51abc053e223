import type { Consent } from '../api/people';

/** A consent as a form begins with it. */
export const NO_CONSENT: Consent = {
  by: '',
  purpose: 'being recognised in pictures that are shown to this service',
  expires: '',
};

/** What is recorded of a person: where no one else is named, they agreed themselves. */
export function consentOf(name: string, consent: Consent): Consent {
  return { ...consent, by: consent.by.trim() === '' ? name : consent.by };
}
