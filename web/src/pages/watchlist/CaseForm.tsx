import {
  Button,
  Group,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';

import { useApi } from '../../api/context';
import { useAction } from '../../api/useAction';
import type { Case } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';
import { useIntoView } from '../../components/useIntoView';
import { Working } from '../../components/Working';
import { dayFromNow, MOST_DAYS } from './days';

interface Props {
  /** The case to change; null for a new one. */
  changing: Case | null;
  onDone: (opened: Case) => void;
  onCancel: () => void;
}

/** Opens a case, or changes what one says. */
export function CaseForm({ changing, onDone, onCancel }: Props) {
  const { watch } = useApi();
  const action = useAction();
  const [id, setId] = useState(changing?.id ?? '');
  const [said, setSaid] = useState({
    note: changing?.note ?? '',
    name: changing?.name ?? '',
    expires: '',
  });
  const form = useIntoView<HTMLFormElement>(changing);
  const fill = (field: keyof typeof said) => ({
    value: said[field],
    onChange: ({
      currentTarget,
    }: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value } = currentTarget;
      setSaid((before) => ({ ...before, [field]: value }));
    },
  });
  const send = () => {
    action.run(async (signal) => {
      const done = await watch.openCase(id.trim(), said, signal);
      setId('');
      setSaid({ note: '', name: '', expires: '' });
      onDone(done);
    });
  };

  return (
    <Paper withBorder radius="lg" p="md">
      <form
        ref={form}
        aria-label={changing ? `Change case ${changing.id}` : 'Open a case'}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack gap="sm">
          <Title order={2} fz="h4">
            {changing ? `Change case ${changing.id}` : 'Open a case'}
          </Title>
          <TextInput
            label="Case id"
            description="As your files have it: letters, digits, dots, hyphens"
            required
            readOnly={changing !== null}
            pattern="[A-Za-z0-9._\-]{1,64}"
            title="Letters, digits, dots, hyphens and underscores; 64 at most"
            value={id}
            onChange={(event) => {
              setId(event.currentTarget.value);
            }}
          />
          <Textarea
            label="Authorisation"
            description="Who has ordered the search, when and why"
            required
            autosize
            minRows={2}
            maxLength={500}
            {...fill('note')}
          />
          <TextInput
            label="Until which day"
            description={`Nobody is matched after it; ${MOST_DAYS} days ahead at most`}
            type="date"
            required
            min={dayFromNow(1)}
            max={dayFromNow(MOST_DAYS)}
            {...fill('expires')}
          />
          <TextInput
            label="Name"
            description="As alerts say it. Empty: the case id"
            maxLength={200}
            {...fill('name')}
          />
          <Text fz="xs" c="dimmed">
            A search looks at everyone who passes a camera. So it needs all three: a
            case, an authorisation and an end. What you write is kept in the audit trail
            with who you are.
          </Text>
          {action.busy ? (
            <Working words="Opening the case…" onCancel={action.cancel} />
          ) : (
            <Group gap="xs">
              <Button type="submit">{changing ? 'Save' : 'Open the case'}</Button>
              {changing && (
                <Button variant="default" onClick={onCancel}>
                  Leave it
                </Button>
              )}
            </Group>
          )}
          <ActionError title="The case was not saved" action={action} />
        </Stack>
      </form>
    </Paper>
  );
}
