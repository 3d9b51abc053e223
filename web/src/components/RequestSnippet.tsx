import {
  ActionIcon,
  Code,
  CopyButton,
  Group,
  Paper,
  Text,
  Tooltip,
} from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** The page's request as a command to copy into a terminal. */
export function RequestSnippet({ command }: { command: string }) {
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label="As a command">
      <Group justify="space-between" mb="xs">
        <Text fz="sm" fw={600}>
          The same from a terminal
        </Text>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy'} withArrow>
              <ActionIcon
                variant="subtle"
                color={copied ? 'green' : 'gray'}
                aria-label={copied ? 'Copied' : 'Copy the command'}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <Code block fz={12} tabIndex={0} aria-label="Command">
        {command}
      </Code>
    </Paper>
  );
}
