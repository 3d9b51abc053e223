import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';

import { useApi } from '../../api/context';
import { useAction } from '../../api/useAction';
import { ActionError } from '../../components/ActionError';
import { Working } from '../../components/Working';
import { fetchSample, SAMPLE_PEOPLE } from '../../picture/samples';

const DAY = 86_400_000; // milliseconds

interface Props {
  /** Where they are added; '' for the operator's own collection. */
  collection: string;
  onAdded: () => void;
}

/** Gives the people of the samples their names by one click, until tomorrow. */
export function SamplePeople({ collection, onAdded }: Props) {
  const api = useApi();
  const action = useAction();
  const add = () => {
    const consent = {
      by: 'whoever tries the samples: both portraits are in the public domain',
      purpose: 'trying this service with its sample pictures',
      expires: new Date(Date.now() + DAY).toISOString().slice(0, 10),
    };
    action.run(async (signal) => {
      for (const { name, sample } of SAMPLE_PEOPLE) {
        const upload = { body: await fetchSample(sample, signal), type: 'image/jpeg' };
        await api
          .peopleOf(collection)
          .enrol(upload, { name, consent }, { face: 0, anyQuality: false }, signal);
      }
      onAdded();
    });
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {action.busy ? (
          <Working words="Adding the two…" onCancel={action.cancel} />
        ) : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={add}
          >
            Add the two people of the samples
          </Button>
        )}
        <Text fz="xs" c="dimmed" flex={1} miw={220}>
          By one portrait each. Their consent is recorded as a trial and ends tomorrow;
          on People they can be forgotten at once.
        </Text>
      </Group>
      <ActionError title="The two were not added" action={action} />
    </Stack>
  );
}
