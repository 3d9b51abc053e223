import { Button, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import type { Upload } from '../../api/client';
import type { SwapResponse } from '../../api/types';
import { dataUriToBlob, save } from '../../save';
import { Compare } from './Compare';
import { swappedName } from './fields';
import classes from './swap.module.css';

interface Props {
  result: SwapResponse | null;
  busy: boolean;
  target: { name: string; upload: Upload };
}

/** The swapped picture over the one it was, and the way to keep it. */
export function SwapResult({ result, busy, target }: Props) {
  const download = () => {
    if (!result) return;
    const body = dataUriToBlob(result.image);
    save({ name: swappedName(target.name, body.type), body });
  };
  return (
    <Stack component="section" aria-label="Result" gap="sm">
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={2} fz="h3">
            Result
          </Title>
          {busy && <Loader size={16} />}
        </Group>
        {result && (
          <Button
            variant="light"
            size="xs"
            leftSection={<IconDownload size={16} />}
            onClick={download}
          >
            Download
          </Button>
        )}
      </Group>
      {result && (
        <Paper
          withBorder
          radius="lg"
          p="sm"
          className={classes.result}
          data-busy={busy}
        >
          <Compare before={target.upload.body} after={result.image} />
          <Text fz="xs" c="dimmed" mt="xs">
            Drag across the picture to compare. The file says in its metadata that it is
            a composite.
          </Text>
        </Paper>
      )}
    </Stack>
  );
}
