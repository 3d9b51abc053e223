import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { IconClock, IconDeviceCctv } from '@tabler/icons-react';
import { Link } from 'wouter';

import type { Sighting } from '../../api/watchTypes';
import { AccountTable } from '../../watching/AccountTable';
import { SightingBadges } from '../../watching/SightingBadges';
import { SightingCrop } from '../../watching/SightingPictures';
import { likenessInWords, looksInWords, moment } from '../../watching/words';
import classes from './live.module.css';

interface Props {
  alert: Sighting;
  /** Whether it came while the page was open. */
  fresh: boolean;
}

/** Somebody who has arrived: who it is, and what the business knows of them. */
export function SightingCard({ alert, fresh }: Props) {
  const { id, person, camera, taken } = alert;
  return (
    <Paper
      component="article"
      withBorder
      radius="lg"
      p="md"
      className={classes.card}
      data-fresh={fresh}
      data-kind={alert.kind}
      aria-label={person.name}
    >
      <Group gap="md" wrap="nowrap" align="flex-start">
        <SightingCrop
          id={id}
          alt={`${person.name} as the camera saw them`}
          className={classes.crop}
        />
        <div className={classes.about}>
          <Title order={2} fz="h4" className={classes.name}>
            {person.name}
          </Title>
          <Group gap="0 16px" mb={6}>
            <Text fz="sm" c="dimmed" className={classes.fact}>
              <IconDeviceCctv size={15} aria-hidden /> {camera}
            </Text>
            <Text fz="sm" c="dimmed" className={classes.fact}>
              <IconClock size={15} aria-hidden /> {moment(taken)}
            </Text>
          </Group>
          <SightingBadges alert={alert} />
        </div>
      </Group>
      <AccountTable account={alert.account} />
      <Text fz="sm">
        {likenessInWords(alert)}; {looksInWords(alert)}.
      </Text>
      <Anchor component={Link} href={`/alerts?state=all&alert=${id}`} fz="sm">
        {alert.state === 'candidate' ? 'Confirm or reject' : 'What was decided'}
      </Anchor>
    </Paper>
  );
}
