import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

import type { Person, Receipt } from '../../api/types';
import { useAction } from '../../api/useAction';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';
import { Part } from './Part';

interface Props {
  person: Person;
  onForgotten: (receipt: Receipt) => void;
}

/** Forgets somebody for good, once they are sure; what comes of it is a receipt. */
export function PersonForget({ person, onForgotten }: Props) {
  const api = usePeopleApi();
  const action = useAction();
  const [asked, setAsked] = useState(false);
  const [suppress, setSuppress] = useState(true);
  const forget = () => {
    action.run(async (signal) => {
      onForgotten(await api.erase(person.id, suppress, signal));
    });
  };
  return (
    <Part title="Forget">
      {asked ? (
        <Stack gap="sm">
          <Text fz="sm">
            {person.name}, their consent and all that was kept of their pictures are
            erased. This can’t be undone.
          </Text>
          <Checkbox
            label="Keep the same pictures from being added again"
            checked={suppress}
            onChange={(event) => {
              setSuppress(event.currentTarget.checked);
            }}
          />
          <Group gap="xs">
            <Button color="red.9" loading={action.busy} onClick={forget}>
              Forget {person.name}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                setAsked(false);
              }}
            >
              Keep them
            </Button>
          </Group>
          <ActionError title={`${person.name} was not forgotten`} action={action} />
        </Stack>
      ) : (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => {
            setAsked(true);
          }}
        >
          Forget this person…
        </Button>
      )}
    </Part>
  );
}
