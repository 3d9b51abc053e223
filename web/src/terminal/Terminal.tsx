import {
  ActionIcon,
  Code,
  CopyButton,
  Group,
  SegmentedControl,
  Tooltip,
} from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';

import { Fold } from '../components/Fold';

interface Props {
  /** The same work by two programs. */
  commands: { curl: string; visage: string };
}

const PROGRAMS = ['curl', 'visage'] as const;

/** The page's work as a command to copy into a terminal. */
export function Terminal({ commands }: Props) {
  const [program, setProgram] = useState<(typeof PROGRAMS)[number]>('curl');
  const command = commands[program];
  return (
    <Fold summary="The same from a terminal">
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label="Program"
          data={[...PROGRAMS]}
          value={program}
          onChange={setProgram}
        />
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy'} withArrow>
              <ActionIcon
                variant="subtle"
                color={copied ? 'green' : 'gray'}
                aria-label={copied ? 'Copied' : 'Copy the command'}
                onClick={copy}
              >
                {copied ? (
                  <IconCheck size={16} aria-hidden />
                ) : (
                  <IconCopy size={16} aria-hidden />
                )}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <Code block fz={12} tabIndex={0} aria-label="Command">
        {command}
      </Code>
    </Fold>
  );
}
