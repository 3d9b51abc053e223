import { Button, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconCamera, IconCameraRotate } from '@tabler/icons-react';
import { useState } from 'react';

import { ErrorNotice } from '../components/ErrorNotice';
import { captureFrame, useCamera, type Facing } from './useCamera';
import classes from './picture.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  onPicture: (file: Blob, name: string) => void;
}

export function WebcamModal({ opened, onClose, onPicture }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Take a picture"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close the camera' }}
    >
      <Viewfinder
        onPicture={(file) => {
          onClose();
          onPicture(file, 'camera.jpg');
        }}
      />
    </Modal>
  );
}

function Viewfinder({ onPicture }: { onPicture: (file: Blob) => void }) {
  const [facing, setFacing] = useState<Facing>('user');
  const { video, ready, error } = useCamera(facing);
  const capture = async () => {
    const frame = video.current && (await captureFrame(video.current));
    if (frame) onPicture(frame);
  };
  if (error !== null) return <ErrorNotice title="No camera" sentence={error} />;
  return (
    <Stack>
      <div className={classes.viewfinder}>
        <video ref={video} playsInline muted data-mirrored={facing === 'user'} />
        {!ready && (
          <Loader className={classes.waiting} aria-label="Starting the camera" />
        )}
      </div>
      <Group justify="center">
        <Button
          leftSection={<IconCamera size={18} aria-hidden />}
          disabled={!ready}
          onClick={() => void capture()}
          data-autofocus
        >
          Take the picture
        </Button>
        <Button
          variant="default"
          leftSection={<IconCameraRotate size={18} aria-hidden />}
          onClick={() => {
            setFacing(facing === 'user' ? 'environment' : 'user');
          }}
        >
          Other camera
        </Button>
      </Group>
    </Stack>
  );
}
