import {
  Button,
  Group,
  Loader,
  Paper,
  Progress,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconFileZip,
  IconRefresh,
} from '@tabler/icons-react';

import { save, zip } from '../save';
import type { Batch, Item } from './useBatch';
import classes from './batch.module.css';

interface Props {
  batch: Batch;
  /** What is done with each picture, as in "Aligning the faces of". */
  doing: string;
  /** Name of the zip. */
  name: string;
}

/** Many pictures: how far they are, and what came of them as one file. */
export function BatchPanel({ batch, doing, name }: Props) {
  const { items, running } = batch;
  if (items.length === 0) return null;
  const done = items.filter(({ state }) => state === 'done');
  const made = items.flatMap((item) => item.made);
  const open = items.length - done.length;
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label="Batch">
      <Stack gap="sm">
        <div role="status">
          <Title order={2} fz="h4">
            {doing} {items.length} pictures: {done.length} done
          </Title>
        </div>
        <Progress
          value={(done.length / items.length) * 100}
          aria-label="How many pictures are done"
        />
        <ul className={classes.items}>
          {items.map((item, index) => (
            <Row key={index} item={item} />
          ))}
        </ul>
        <Group gap="xs">
          {made.length > 0 && (
            <Button
              size="xs"
              leftSection={<IconFileZip size={16} aria-hidden />}
              onClick={() => {
                void zip(made).then((body) => {
                  save({ name, body });
                });
              }}
            >
              Download all as zip
            </Button>
          )}
          {!running && open > 0 && (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={batch.resume}
            >
              Try the other {open} again
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={running ? batch.cancel : batch.close}
          >
            {running ? 'Cancel' : 'Close'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

const SIGNS = {
  waiting: <IconClock size={16} role="img" aria-label="Waiting" />,
  working: <Loader size={14} role="img" aria-label="Working" />,
  done: (
    <IconCheck
      size={16}
      role="img"
      aria-label="Done"
      color="var(--mantine-color-teal-6)"
    />
  ),
  failed: (
    <IconAlertTriangle
      size={16}
      role="img"
      aria-label="Failed"
      color="var(--mantine-color-orange-6)"
    />
  ),
};

function Row({ item }: { item: Item }) {
  return (
    <li className={classes.item}>
      {SIGNS[item.state]}
      <div>
        <Text fz="sm" truncate>
          {item.file.name}
        </Text>
        {item.state === 'failed' && (
          <Text fz="xs" c="dimmed">
            {item.sentence}
          </Text>
        )}
      </div>
    </li>
  );
}
