import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';

import type { WatchCamera } from '../../api/watchTypes';
import { moment } from '../../watching/words';
import { CameraForm } from './CameraForm';
import { eventsInWords, visitInWords } from './words';
import classes from './cameras.module.css';

interface Props {
  camera: WatchCamera;
  changing: boolean;
  onChange: () => void;
  onDone: (changed: boolean) => void;
}

/** One camera: when it last saw a face, whom it looks for, what counts as a visit. */
export function CameraCard({ camera, changing, onChange, onDone }: Props) {
  const { name, label, collections, visit_minutes, last, events } = camera;
  return (
    <Paper component="li" withBorder radius="lg" p="md" className={classes.camera}>
      <Stack gap="sm">
        <div>
          <Title order={2} fz="h4" className={classes.name}>
            {label}
          </Title>
          <Text fz="sm" c="dimmed" className={classes.name}>
            {label === name ? '' : `${name}; `}
            {last === null ? 'no face yet' : `last face ${moment(last)}`},{' '}
            {eventsInWords(events)}
          </Text>
        </div>
        {changing ? (
          <CameraForm camera={camera} onDone={onDone} />
        ) : (
          <>
            <Text fz="sm" className={classes.name}>
              Looks for everyone in {collections.join(', ')}, and on the watch list.{' '}
              {visitInWords(visit_minutes)}
            </Text>
            <Group>
              <Button
                size="xs"
                variant="default"
                aria-label={`Change ${name}`}
                onClick={onChange}
              >
                Change…
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}
