import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Stack,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';

import { useApi } from '../../api/context';
import { useAction } from '../../api/useAction';
import { useCollections } from '../../api/useLists';
import type { WatchCamera } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';

const MOST_COLLECTIONS = 5;
const LONGEST_PAUSE = 1440; // minutes

interface Props {
  camera: WatchCamera;
  onDone: (changed: boolean) => void;
}

/** What a camera is called, whom it looks for, and what counts as a visit. */
export function CameraForm({ camera, onDone }: Props) {
  const api = useApi();
  const action = useAction();
  const names = useCollections();
  const [label, setLabel] = useState(camera.label);
  const [collections, setCollections] = useState(camera.collections);
  const [minutes, setMinutes] = useState<number | string>(camera.visit_minutes);
  const known = new Set([...camera.collections, ...(names.answer ?? [])]);
  const save = () => {
    action.run(async (signal) => {
      const said = { label, collections, visit_minutes: Number(minutes) };
      await api.watch.changeCamera(camera.name, said, signal);
      onDone(true);
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Called"
          required
          maxLength={200}
          value={label}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
          }}
        />
        <MultiSelect
          label="Looks for everyone in"
          description="The watch list is always looked for"
          data={[...known].sort()}
          value={collections}
          searchable
          maxValues={MOST_COLLECTIONS}
          onChange={setCollections}
        />
        <NumberInput
          label="A new visit after"
          description="minutes without them"
          required
          min={1}
          max={LONGEST_PAUSE}
          value={minutes}
          onChange={setMinutes}
        />
        <Group gap="xs">
          <Button
            type="submit"
            loading={action.busy}
            disabled={collections.length === 0}
          >
            Save
          </Button>
          <Button
            variant="default"
            onClick={() => {
              onDone(false);
            }}
          >
            Leave it
          </Button>
        </Group>
        <ActionError title="The camera was not changed" action={action} />
      </Stack>
    </form>
  );
}
