import { Stack, TextInput } from '@mantine/core';

import type { Consent } from '../api/people';

interface Props {
  consent: Consent;
  onChange: (consent: Consent) => void;
  required: boolean;
}

/** Who has agreed to what, and until when. */
export function ConsentFields({ consent, onChange, required }: Props) {
  return (
    <Stack gap="xs">
      <TextInput
        label="Who has agreed"
        description="The person, or who may speak for them"
        required={required}
        value={consent.by}
        onChange={(event) => {
          onChange({ ...consent, by: event.currentTarget.value });
        }}
      />
      <TextInput
        label="To what"
        required={required}
        value={consent.purpose}
        onChange={(event) => {
          onChange({ ...consent, purpose: event.currentTarget.value });
        }}
      />
      <TextInput
        label="Until which day"
        description="Nobody is named after it. Empty: until it is withdrawn"
        type="date"
        value={consent.expires}
        onChange={(event) => {
          onChange({ ...consent, expires: event.currentTarget.value });
        }}
      />
    </Stack>
  );
}
