import { Button, FileButton, Group, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useRef } from 'react';

import { WebcamModal } from './WebcamModal';

/** Kinds the service reads, and kinds only the browser can turn into them. */
const ACCEPT = 'image/*,.heic,.heif,.tif,.tiff';

interface Props {
  onPicture: (file: Blob, name: string) => void;
  chooseLabel?: string;
  size?: ButtonProps['size'];
  variant?: ButtonProps['variant'];
}

/** Choose a file, or take a picture with the camera. */
export function PictureButtons({
  onPicture,
  chooseLabel = 'Choose a picture',
  size = 'md',
  variant = 'filled',
}: Props) {
  const forgetFile = useRef<() => void>(null);
  const [camera, { open, close }] = useDisclosure(false);
  return (
    <>
      <Group gap="sm" justify="center">
        <FileButton
          accept={ACCEPT}
          resetRef={forgetFile}
          onChange={(file) => {
            // Or choosing the same file once more would change nothing.
            forgetFile.current?.();
            if (file) onPicture(file, file.name);
          }}
        >
          {(props) => (
            <Button
              {...props}
              size={size}
              variant={variant}
              leftSection={<IconPhotoUp size={18} />}
            >
              {chooseLabel}
            </Button>
          )}
        </FileButton>
        <Button
          size={size}
          variant="default"
          leftSection={<IconCamera size={18} />}
          onClick={open}
        >
          Use the camera
        </Button>
      </Group>
      <WebcamModal opened={camera} onClose={close} onPicture={onPicture} />
    </>
  );
}
