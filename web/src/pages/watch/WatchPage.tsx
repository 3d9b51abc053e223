import { Button, Grid, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';

import { identifier, type Settings } from '../../address/settings';
import { useSettings } from '../../address/useSettings';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { Watcher } from './Watcher';

const WATCH_SETTINGS: Settings<{ camera: string }> = { camera: identifier() };
const UNNAMED = 'browser';

/** This device's camera as one that watches. */
export default function WatchPage() {
  const [{ camera }, change] = useSettings('/watch', WATCH_SETTINGS);
  const [name, setName] = useState<string | null>(null);
  const [watching, setWatching] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const typed = name ?? (camera === '' ? UNNAMED : camera);
  const stop = (error: unknown = null) => {
    setWatching(false);
    setRefusal(error);
  };
  return (
    <Stack gap="lg">
      <PageHeading
        title="Watch"
        lead="This device’s camera recognises who comes by. Who is known appears under Live, wherever that is open."
      />
      {refusal !== null && (
        <ErrorNotice title="The camera was stopped" error={refusal} />
      )}
      {watching ? (
        <Watcher name={typed} onStop={stop} />
      ) : (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Paper withBorder radius="lg" p="md">
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  change({ camera: typed === UNNAMED ? '' : typed });
                  setRefusal(null);
                  setWatching(true);
                }}
              >
                <Stack gap="sm" align="flex-start">
                  <TextInput
                    w="100%"
                    label="Name of this camera"
                    description="As alerts say it: letters, digits, dots, hyphens"
                    required
                    pattern="[A-Za-z0-9]([A-Za-z0-9._\-]{0,62}[A-Za-z0-9])?"
                    title="Letters, digits, dots, hyphens and underscores; a letter or digit at both ends"
                    value={typed}
                    onChange={(event) => {
                      setName(event.currentTarget.value);
                    }}
                  />
                  <Button
                    type="submit"
                    size="md"
                    leftSection={<IconPlayerPlay size={18} aria-hidden />}
                  >
                    Start watching
                  </Button>
                </Stack>
              </form>
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <WhatIsSent />
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}

function WhatIsSent() {
  return (
    <Stack gap="xs">
      <Text fz="sm">
        While something moves, up to three small pictures a second go to the service;
        while somebody stands still, one in two seconds; else none. It watches while
        this page is shown. No video is sent, and the pictures are not kept: only one of
        each visit of somebody who is known, and one of each stranger for some hours.
      </Text>
      <Text fz="sm" c="dimmed">
        Who is filmed has to know it: put up a sign, and have a reason that the law
        accepts.
      </Text>
    </Stack>
  );
}
