import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { consentFields, type Consent } from '../../api/people';
import type { Person } from '../../api/types';
import { useAction } from '../../api/useAction';
import { Fold } from '../../components/Fold';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';
import { ConsentFields } from '../../components/ConsentFields';
import { Part } from './Part';
import { consentInWords } from './words';

interface Props {
  person: Person;
  onChanged: (person: Person) => void;
}

/** What somebody has agreed to, and the way to record it anew. */
export function PersonConsent({ person, onChanged }: Props) {
  const api = usePeopleApi();
  const action = useAction();
  const [consent, setConsent] = useState<Consent>({
    by: person.consent.by,
    purpose: person.consent.purpose,
    expires: '',
  });
  const save = () => {
    action.run(async (signal) => {
      const said = Object.fromEntries(consentFields(consent));
      onChanged(await api.change(person.id, said, signal));
    });
  };
  return (
    <Part title="Consent">
      <Text fz="sm" mb="xs">
        {consentInWords(person)}
      </Text>
      <Fold summary="Record a new consent">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Stack gap="xs">
            <ConsentFields consent={consent} onChange={setConsent} required />
            <Button type="submit" variant="default" loading={action.busy}>
              Record it
            </Button>
            <ActionError title="The consent was not recorded" action={action} />
          </Stack>
        </form>
      </Fold>
    </Part>
  );
}
