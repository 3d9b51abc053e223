import { Button, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { Person } from '../../api/types';
import { useAction } from '../../api/useAction';
import { Fold } from '../../components/Fold';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';
import { picturesInWords } from './words';

interface Props {
  person: Person;
  others: readonly Person[];
  onMerged: () => void;
}

/** Two entries that are one person become one. */
export function PersonMerge({ person, others, onMerged }: Props) {
  const api = usePeopleApi();
  const action = useAction();
  const [into, setInto] = useState<string | null>(null);
  const target = others.find(({ id }) => id === into);
  return (
    <Fold summary="The same as somebody else">
      <Stack gap="xs">
        <Select
          label="Who they are the same as"
          searchable
          data={others.map(({ id, name, faces }) => ({
            value: id,
            label: `${name} (${picturesInWords(faces)})`,
          }))}
          value={into}
          onChange={setInto}
        />
        <Text fz="sm" c="dimmed">
          The pictures go to that person, whose name and consent stay. The entry of{' '}
          {person.name} is no more.
        </Text>
        <Button
          variant="default"
          disabled={!target}
          loading={action.busy}
          onClick={() => {
            if (!target) return;
            action.run(async (signal) => {
              await api.merge(person.id, target.id, signal);
              onMerged();
            });
          }}
        >
          Merge into {target?.name ?? 'that person'}
        </Button>
        <ActionError title="They were not merged" action={action} />
      </Stack>
    </Fold>
  );
}
