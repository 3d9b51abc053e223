import { Checkbox } from '@mantine/core';

import type { Consent } from '../api/people';
import { ConsentFields } from './ConsentFields';

interface Props {
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
  consent: Consent;
  onChange: (consent: Consent) => void;
}

/** What nobody is enrolled without. */
export function NewConsent({ agreed, onAgreed, consent, onChange }: Props) {
  return (
    <>
      <Checkbox
        required
        label="The person has agreed that their face is kept as numbers and looked for in pictures"
        checked={agreed}
        onChange={(event) => {
          onAgreed(event.currentTarget.checked);
        }}
      />
      <ConsentFields consent={consent} onChange={onChange} required={false} />
    </>
  );
}
