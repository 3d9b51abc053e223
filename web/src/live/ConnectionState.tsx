import { Button, Group, Text } from '@mantine/core';

import { ErrorNotice } from '../components/ErrorNotice';
import type { LiveState } from './connection';
import type { Live } from './useLive';
import classes from './live.module.css';

const WORDS: Record<Exclude<LiveState['kind'], 'refused'>, string> = {
  connecting: 'Connecting…',
  open: 'Connected: news appear by themselves',
  waiting: 'The connection is lost; it is tried again by itself',
};

/** Whether the page hears what happens, and what to do where it does not. */
export function ConnectionState({ live: { state, again } }: { live: Live }) {
  if (state.kind === 'refused') {
    return (
      <ErrorNotice
        title="This page can’t hear what happens"
        error={state.error}
        onRetry={again}
      />
    );
  }
  return (
    <Group gap={8} wrap="nowrap">
      <span className={classes.dot} data-state={state.kind} aria-hidden />
      <Text fz="sm" role="status">
        {WORDS[state.kind]}
      </Text>
      {state.kind === 'waiting' && (
        <Button size="compact-xs" variant="default" onClick={again}>
          Try now
        </Button>
      )}
    </Group>
  );
}
