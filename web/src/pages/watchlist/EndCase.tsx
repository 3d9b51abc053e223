import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useApi } from '../../api/context';
import { useAction } from '../../api/useAction';
import type { Case, EndedCase } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';

interface Props {
  one: Case;
  onEnded: (ended: EndedCase) => void;
}

/** Ends a search for good, once somebody is sure; what comes of it is a receipt. */
export function EndCase({ one: { id }, onEnded }: Props) {
  const { watch } = useApi();
  const action = useAction();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          setAsked(true);
        }}
      >
        End the case…
      </Button>
    );
  }
  return (
    <Stack gap="xs">
      <Text fz="sm">
        The pictures, what was made of them and the alerts of the case are erased. This
        can’t be undone.
      </Text>
      <Group gap="xs">
        <Button
          color="red.9"
          size="xs"
          loading={action.busy}
          onClick={() => {
            action.run(async (signal) => {
              onEnded(await watch.endCase(id, signal));
            });
          }}
        >
          End case {id}
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setAsked(false);
          }}
        >
          Keep it
        </Button>
      </Group>
      <ActionError title="The case was not ended" action={action} />
    </Stack>
  );
}
