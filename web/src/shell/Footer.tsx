import { Container, Group, Text } from '@mantine/core';
import { useCallback } from 'react';
import { Link } from 'wouter';

import { useApi } from '../api/context';
import { useAnswer } from '../api/useAnswer';
import { PAGE_WIDTH } from '../theme';
import classes from './shell.module.css';

export function Footer() {
  return (
    <footer className={classes.footer}>
      <Container size={PAGE_WIDTH}>
        <Group justify="space-between" gap="xs">
          <Text fz="sm" c="dimmed">
            Pictures are worked on in memory, then forgotten. People are kept only where
            you add them, or let a camera watch.
          </Text>
          <Group gap="md">
            <Link href="/privacy" className={classes.quiet}>
              Privacy
            </Link>
            <Link href="/models" className={classes.quiet}>
              Models and licences
            </Link>
            <Version />
          </Group>
        </Group>
      </Container>
    </footer>
  );
}

function Version() {
  const api = useApi();
  const ask = useCallback((signal: AbortSignal) => api.version(signal), [api]);
  const { answer } = useAnswer(api, ask);
  // Every page says so itself where the service can't be reached.
  if (answer === null) return null;
  return (
    <Text fz="sm" c="dimmed">
      Visage {answer}
    </Text>
  );
}
