import { Anchor, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';

import type { AlertFilter } from '../../api/watch';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { Working } from '../../components/Working';
import { ConnectionState } from '../../live/ConnectionState';
import { useSightings } from '../../watching/useSightings';
import { SightingCard } from './SightingCard';
import { useSound } from './useSound';
import classes from './live.module.css';

const EVERYONE: AlertFilter = { state: '', kind: '', camera: '' };
const MOST_CARDS = 60;

/** Who comes by, as it happens. */
export default function LivePage() {
  const sound = useSound();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState('');
  const { alerts, answer, live } = useSightings(EVERYONE, (alert) => {
    setFresh((before) => new Set([...before, alert.id]));
    setLast(`${alert.person.name} at ${alert.camera}`);
    sound.play();
  });
  return (
    <Stack gap="lg">
      <PageHeading
        title="Live"
        lead="Who comes by, as the cameras recognise them: a card for each visit, at once."
      />
      <Group justify="space-between" gap="sm" mih={28}>
        {answer.answer && <ConnectionState live={live} />}
        {answer.busy && !answer.answer && (
          <Working words="Asking who was here…" onCancel={answer.cancel} />
        )}
        {answer.answer && (
          <Switch
            label="Sound"
            checked={sound.on}
            onChange={(event) => {
              sound.turn(event.currentTarget.checked);
            }}
          />
        )}
      </Group>
      <AnswerNotice title="The cameras’ news can’t be shown" answer={answer} />
      <p className={classes.told} aria-live="polite">
        {last}
      </p>
      <div className={classes.cards}>
        {alerts.slice(0, MOST_CARDS).map((alert) => (
          <SightingCard key={alert.id} alert={alert} fresh={fresh.has(alert.id)} />
        ))}
      </div>
      {answer.answer && alerts.length === 0 && <Nobody />}
    </Stack>
  );
}

function Nobody() {
  return (
    <Paper withBorder radius="lg" p="xl" ta="center">
      <Text fw={600}>Nobody has come by yet</Text>
      <Text fz="sm" c="dimmed" maw={560} mx="auto" mt={4}>
        Add somebody under{' '}
        <Anchor component={Link} href="/people?view=add" fz="sm">
          People
        </Anchor>
        , then open{' '}
        <Anchor component={Link} href="/watch" fz="sm">
          Watch
        </Anchor>{' '}
        in another window, on this device or a phone: its camera does what a camera at
        the door would.
      </Text>
    </Paper>
  );
}
