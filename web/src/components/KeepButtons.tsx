import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import { copyPicture, save, type NamedFile } from '../save';

interface Props {
  /** What is kept, as in "Copy face 2". */
  what: string;
  file: () => NamedFile;
  /** Signs without words, where there are many of them. */
  small?: boolean;
}

const SHOWN_FOR = 2000; // milliseconds

type Outcome = 'none' | 'copied' | 'failed';

const WORDS = { none: 'Copy', copied: 'Copied', failed: 'Can’t copy here' };
const SIGNS = {
  none: <IconCopy size={16} aria-hidden />,
  copied: <IconCheck size={16} aria-hidden />,
  failed: <IconX size={16} aria-hidden />,
};

/** Copy a picture, or download it. */
export function KeepButtons({ what, file, small = false }: Props) {
  const { outcome, copy } = useCopy(file);
  const download = () => {
    save(file());
  };
  if (small) {
    return (
      <Group gap={6} wrap="nowrap">
        <Tooltip label={WORDS[outcome]} withArrow>
          <ActionIcon variant="default" aria-label={`Copy ${what}`} onClick={copy}>
            {SIGNS[outcome]}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Download" withArrow>
          <ActionIcon
            variant="light"
            aria-label={`Download ${what}`}
            onClick={download}
          >
            <IconDownload size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    );
  }
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" leftSection={SIGNS[outcome]} onClick={copy}>
        {WORDS[outcome]}
      </Button>
      <Button
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={download}
      >
        Download
      </Button>
    </Group>
  );
}

function useCopy(file: () => NamedFile) {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const show = (what: Outcome) => {
    setOutcome(what);
    setTimeout(() => {
      setOutcome('none');
    }, SHOWN_FOR);
  };
  const copy = () => {
    copyPicture(file().body).then(
      () => {
        show('copied');
      },
      () => {
        show('failed');
      },
    );
  };
  return { outcome, copy };
}
