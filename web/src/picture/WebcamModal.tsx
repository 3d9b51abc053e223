import { Button, Group, Stack } from '@mantine/core';
import { IconCamera, IconCameraRotate } from '@tabler/icons-react';

import { drawn, encoded, useCamera } from '../camera/useCamera';
import { Viewfinder } from '../camera/Viewfinder';
import { Dialog } from '../components/Dialog';

interface Props {
  opened: boolean;
  onClose: () => void;
  onPicture: (file: Blob, name: string) => void;
}

export function WebcamModal({ opened, onClose, onPicture }: Props) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="Take a picture"
      closeLabel="Close the camera"
      size="lg"
    >
      <Taking
        onPicture={(file) => {
          onClose();
          onPicture(file, 'camera.jpg');
        }}
      />
    </Dialog>
  );
}

function Taking({ onPicture }: { onPicture: (file: Blob) => void }) {
  const camera = useCamera();
  const { video, ready, another } = camera;
  const capture = async () => {
    const frame = video.current && (await encoded(drawn(video.current)));
    if (frame) onPicture(frame);
  };
  return (
    <Stack>
      <Viewfinder camera={camera} />
      <Group justify="center">
        <Button
          leftSection={<IconCamera size={18} aria-hidden />}
          disabled={!ready}
          onClick={() => void capture()}
          data-autofocus
        >
          Take the picture
        </Button>
        {another && (
          <Button
            variant="default"
            leftSection={<IconCameraRotate size={18} aria-hidden />}
            onClick={another}
          >
            Other camera
          </Button>
        )}
      </Group>
    </Stack>
  );
}
