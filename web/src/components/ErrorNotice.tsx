import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconLogin, IconRefresh } from '@tabler/icons-react';
import { use } from 'react';

import { SessionContext } from '../api/context';
import { isSignedOut, sentenceFor } from '../api/errors';
import classes from './errorNotice.module.css';

interface Props {
  title: string;
  /** What was thrown. */
  error: unknown;
  onRetry?: () => void;
}

/** What failed and why, with the button that may mend it. */
export function ErrorNotice({ title, error, onRetry }: Props) {
  const session = use(SessionContext);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Text fz="sm">{sentenceFor(error)}</Text>
      <Group gap="xs" className={classes.buttons}>
        {session && isSignedOut(error) && (
          <Button
            size="xs"
            leftSection={<IconLogin size={14} aria-hidden />}
            onClick={() => void session.signIn()}
          >
            Sign in
          </Button>
        )}
        {onRetry && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
          >
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
