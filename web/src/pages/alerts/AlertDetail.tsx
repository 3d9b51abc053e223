import { ActionIcon, Group, Paper, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { RefObject } from 'react';

import type { Sighting } from '../../api/watchTypes';
import { AccountTable } from '../../watching/AccountTable';
import { ReferencePicture, SightingCrop } from '../../watching/SightingPictures';
import {
  likenessInWords,
  looksInWords,
  moment,
  noticeInWords,
  span,
} from '../../watching/words';
import { Decide } from './Decide';
import { Decided } from './Decided';
import classes from './alerts.module.css';

interface Props {
  alert: Sighting;
  busy: boolean;
  error: unknown;
  note: string;
  noteField: RefObject<HTMLInputElement | null>;
  onNote: (note: string) => void;
  onDecide: (confirm: boolean) => void;
  onStep: (by: number) => void;
}

/** Everything about one alert, with both pictures side by side, to be decided. */
export function AlertDetail(props: Props) {
  const { alert, onStep } = props;
  const { person, camera, visit } = alert;
  const notice = noticeInWords(alert);
  return (
    <Paper
      component="section"
      aria-label="The alert"
      withBorder
      radius="lg"
      p="md"
      className={classes.detail}
    >
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div className={classes.about}>
            <Title order={2} fz="h3" className={classes.name}>
              {person.name}
            </Title>
            <Text fz="sm" c="dimmed">
              {camera}, {span(visit.first, visit.last)}
              {alert.late && `; told late, ${moment(alert.created)}`}
            </Text>
          </div>
          <Steps onStep={onStep} />
        </Group>
        <Pictures alert={alert} />
        <Text fz="sm">
          {likenessInWords(alert)}; {looksInWords(alert)}.
        </Text>
        {alert.case && (
          <Text fz="sm">
            Case {alert.case.id}: {alert.case.note}
          </Text>
        )}
        <AccountTable account={alert.account} />
        {alert.decision ? <Decided alert={alert} /> : <Decide {...props} />}
        {notice !== '' && (
          <Text fz="sm" role="status">
            {notice}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Steps({ onStep }: { onStep: (by: number) => void }) {
  return (
    <Group gap={6} wrap="nowrap">
      {(
        [
          [-1, 'Newer', 'k', IconArrowUp],
          [1, 'Older', 'j', IconArrowDown],
        ] as const
      ).map(([by, label, key, Icon]) => (
        <Tooltip key={key} label={`${label} (${key})`} withArrow>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${label} alert`}
            aria-keyshortcuts={key}
            onClick={() => {
              onStep(by);
            }}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}

function Pictures({ alert: { id, person, has_reference } }: { alert: Sighting }) {
  return (
    <div className={classes.pictures}>
      <figure>
        <SightingCrop
          id={id}
          alt={`${person.name} as the camera saw them`}
          className={classes.large}
        />
        <figcaption>Seen by the camera</figcaption>
      </figure>
      {has_reference && (
        <figure>
          <ReferencePicture
            id={id}
            alt={`${person.name} in the case’s picture`}
            className={classes.large}
          />
          <figcaption>Looked for</figcaption>
        </figure>
      )}
    </div>
  );
}
