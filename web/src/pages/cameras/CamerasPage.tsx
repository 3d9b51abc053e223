import { Anchor, Code, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';

import { useCameras } from '../../api/useLists';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { Working } from '../../components/Working';
import { CameraCard } from './CameraCard';
import classes from './cameras.module.css';

/** The cameras that have told something, and whom each looks for. */
export default function CamerasPage() {
  const cameras = useCameras();
  const [changing, setChanging] = useState('');
  return (
    <Stack gap="lg">
      <PageHeading
        title="Cameras"
        lead="Each camera looks for the people of the collections that you choose for it, and for everyone on the watch list."
      />
      {cameras.busy && !cameras.answer && (
        <Working words="Asking for the cameras…" onCancel={cameras.cancel} />
      )}
      <AnswerNotice title="The cameras can’t be shown" answer={cameras} />
      {cameras.answer?.length === 0 && <NoCamera />}
      <ul className={classes.cameras}>
        {(cameras.answer ?? []).map((camera) => (
          <CameraCard
            key={camera.name}
            camera={camera}
            changing={changing === camera.name}
            onChange={() => {
              setChanging(camera.name);
            }}
            onDone={(changed) => {
              setChanging('');
              if (changed) cameras.retry();
            }}
          />
        ))}
      </ul>
    </Stack>
  );
}

function NoCamera() {
  return (
    <Text fz="sm">
      No camera has told anything yet. Open{' '}
      <Anchor component={Link} href="/watch" fz="sm">
        Watch
      </Anchor>{' '}
      to use this device’s camera, or start the agent beside a camera:{' '}
      <Code>visage-edge --source 0 --camera door --to …</Code>
    </Text>
  );
}
