import { Anchor, Button, Grid, Group, Stack, Text } from '@mantine/core';
import { IconCameraRotate, IconPlayerStop } from '@tabler/icons-react';
import { Link } from 'wouter';

import { useCamera } from '../../camera/useCamera';
import { Viewfinder } from '../../camera/Viewfinder';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Names } from './Names';
import { SeenList } from './SeenList';
import { facesNow } from './seen';
import { useWatching, type Watching } from './useWatching';

interface Props {
  name: string;
  onStop: (error?: unknown) => void;
}

/** The picture of the camera with names over the faces, and who was there. */
export function Watcher({ name, onStop }: Props) {
  const camera = useCamera();
  const watching = useWatching(camera, name, onStop);
  const { faces, seen, error } = watching;
  return (
    <Grid gap="lg" align="flex-start">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="sm" component="section" aria-label="The camera">
          <Viewfinder camera={camera}>
            {camera.size && (
              <Names faces={faces} size={camera.size} mirror={camera.mirrored} />
            )}
          </Viewfinder>
          <Group justify="space-between" gap="xs">
            <Text fz="sm" role="status">
              {camera.ready ? facesNow(faces) : ''}
            </Text>
            <Group gap="xs">
              {camera.another && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconCameraRotate size={16} aria-hidden />}
                  onClick={camera.another}
                >
                  Other camera
                </Button>
              )}
              <Button
                size="xs"
                color="red.9"
                leftSection={<IconPlayerStop size={16} aria-hidden />}
                onClick={() => {
                  onStop();
                }}
              >
                Stop
              </Button>
            </Group>
          </Group>
          {camera.ready && (
            <Text fz="xs" c="dimmed">
              {goingOn(watching)}
            </Text>
          )}
          {error !== null && (
            <ErrorNotice
              title="The last picture did not get through; it is tried again by itself"
              error={error}
            />
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="sm">
          <SeenList seen={seen} />
          <Text fz="sm" c="dimmed">
            Who is known has a card under{' '}
            <Anchor component={Link} href="/live" fz="sm">
              Live
            </Anchor>
            , once a visit.
          </Text>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function goingOn({ moving, faces, sent, alerts }: Watching): string {
  const pictures = sent === 1 ? '1 picture' : `${sent} pictures`;
  const visits = alerts === 1 ? '1 visit' : `${alerts} visits`;
  const now = moving
    ? 'Something moves'
    : faces.length > 0
      ? 'Somebody stands still'
      : 'Nothing moves, so nothing is sent';
  return `${now}. ${pictures} sent, ${visits} announced.`;
}
