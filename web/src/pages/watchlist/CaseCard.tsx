import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

import type { CountedCase, EndedCase } from '../../api/watchTypes';
import { day } from '../../components/days';
import { useIntoView } from '../../components/useIntoView';
import { CasePictures } from './CasePictures';
import { EndCase } from './EndCase';
import { alertsInWords, termInWords } from './words';
import classes from './watchlist.module.css';

const COLOURS = { active: 'green', expired: 'orange', ended: 'gray' } as const;

interface Props {
  one: CountedCase;
  /** Whether it was opened just now. */
  opened: boolean;
  onChange: () => void;
  onChanged: () => void;
  onEnded: (ended: EndedCase) => void;
}

/** One case: who is looked for, by which pictures, on whose word and until when. */
export function CaseCard({ one, opened, onChange, onChanged, onEnded }: Props) {
  const { id, name, note, state, by, created } = one;
  const card = useIntoView<HTMLDivElement>(opened);
  return (
    <Paper
      ref={card}
      component="article"
      aria-label={`Case ${id}`}
      withBorder
      radius="lg"
      p="md"
      className={classes.card}
      data-opened={opened}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div className={classes.about}>
            <Title order={2} fz="h4" className={classes.text}>
              {name === '' ? id : name}
            </Title>
            <Text fz="sm" c="dimmed" className={classes.text}>
              Case {id}, {termInWords(one)}
            </Text>
          </div>
          <Badge variant="light" color={COLOURS[state]} tt="none" flex="none">
            {state}
          </Badge>
        </Group>
        <Text fz="sm" className={classes.text}>
          {note}
        </Text>
        <Text fz="xs" c="dimmed" className={classes.text}>
          opened by {by}, {day(created)};{' '}
          <Anchor component={Link} href="/alerts?state=all&kind=watchlist" fz="xs">
            {alertsInWords(one.alerts)}
          </Anchor>
        </Text>
        {state !== 'ended' && <CasePictures one={one} onChanged={onChanged} />}
        {state !== 'ended' && (
          <Group gap="xs" align="flex-start">
            <Button variant="default" size="xs" onClick={onChange}>
              {state === 'expired' ? 'Take it up again…' : 'Change or extend…'}
            </Button>
            <EndCase one={one} onEnded={onEnded} />
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
