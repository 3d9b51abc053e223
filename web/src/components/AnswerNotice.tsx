import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';

import { isWorthRetrying } from '../api/errors';
import type { Answer } from '../api/useAnswer';
import { ErrorNotice } from './ErrorNotice';

interface Props {
  title: string;
  answer: Pick<Answer<unknown>, 'error' | 'stopped' | 'retry'>;
}

/** Why there is no answer, and the way to ask again; nothing where all is well. */
export function AnswerNotice({ title, answer: { error, stopped, retry } }: Props) {
  if (stopped) {
    return (
      <Group gap="xs">
        <Text fz="sm" role="status">
          Cancelled.
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={retry}
        >
          Try again
        </Button>
      </Group>
    );
  }
  if (error === null) return null;
  return (
    <ErrorNotice
      title={title}
      error={error}
      {...(isWorthRetrying(error) ? { onRetry: retry } : {})}
    />
  );
}
