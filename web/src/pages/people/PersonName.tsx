import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Person } from '../../api/types';
import { useAction } from '../../api/useAction';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';

interface Props {
  person: Person;
  onChanged: (person: Person) => void;
}

/** What somebody is called. */
export function PersonName({ person, onChanged }: Props) {
  const api = usePeopleApi();
  const action = useAction();
  const [name, setName] = useState(person.name);
  const save = () => {
    action.run(async (signal) => {
      onChanged(await api.change(person.id, { name }, signal));
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="xs">
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            label="Name"
            required
            flex={1}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
          <Button
            type="submit"
            variant="default"
            loading={action.busy}
            disabled={name === person.name}
          >
            Save
          </Button>
        </Group>
        <ActionError title="The name was not changed" action={action} />
      </Stack>
    </form>
  );
}
