import { Button, Group, Kbd, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';

import type { Sighting } from '../../api/watchTypes';
import { ErrorNotice } from '../../components/ErrorNotice';
import { LONGEST_NOTE } from './limits';

interface Props {
  alert: Sighting;
  busy: boolean;
  error: unknown;
  note: string;
  noteField: RefObject<HTMLInputElement | null>;
  onNote: (note: string) => void;
  onDecide: (confirm: boolean) => void;
}

/** Confirm or reject, with a note for whoever reads the audit trail. */
export function Decide(props: Props) {
  const { alert, busy, error, note, noteField, onNote, onDecide } = props;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Stack gap="sm">
        <Group gap="xs">
          <Button
            // A variable grows darker under the pointer; a shade would grow too light.
            color="var(--mantine-color-teal-9)"
            leftSection={<IconCheck size={18} aria-hidden />}
            rightSection={<Key name="c" />}
            aria-keyshortcuts="c"
            loading={busy}
            onClick={() => {
              onDecide(true);
            }}
          >
            It is them
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={18} aria-hidden />}
            rightSection={<Key name="r" />}
            aria-keyshortcuts="r"
            loading={busy}
            onClick={() => {
              onDecide(false);
            }}
          >
            Not them
          </Button>
        </Group>
        <TextInput
          ref={noteField}
          label="Note (optional)"
          description="Kept with the decision"
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={(event) => {
            onNote(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') {
              event.preventDefault();
              event.currentTarget.blur();
            }
          }}
        />
        <Text fz="xs" c="dimmed">
          {alert.kind === 'watchlist'
            ? 'Confirming tells the subscribers by e-mail, SMS and HTTP. '
            : ''}
          A face that is said not to be them is not taken for them again.
        </Text>
        {error !== null && (
          <ErrorNotice title="The decision did not get through" error={error} />
        )}
      </Stack>
    </form>
  );
}

/** The key that does the same, where there are keys. */
function Key({ name }: { name: string }) {
  return (
    <Kbd aria-hidden visibleFrom="sm">
      {name}
    </Kbd>
  );
}
