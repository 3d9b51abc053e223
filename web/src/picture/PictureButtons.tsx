import { ActionIcon, Button, FileButton, Group, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { useRef } from 'react';

import { ACCEPT } from './accept';
import { WebcamModal } from './WebcamModal';
import classes from './picture.module.css';

interface Props {
  onFiles: (files: File[]) => void;
  /** Whether several files may be chosen at once. */
  several: boolean;
  /** Whether a picture is there already, to be replaced by another one. */
  again: boolean;
}

/** Choose a file, or take a picture with the camera. */
export function PictureButtons({ onFiles, several, again }: Props) {
  const forgetFiles = useRef<() => void>(null);
  const [camera, { open, close }] = useDisclosure(false);
  const take = (files: File[]) => {
    // Or choosing the same file once more would change nothing.
    forgetFiles.current?.();
    if (files.length > 0) onFiles(files);
  };
  return (
    <Group gap={6} justify="center" className={classes.buttons}>
      <FileButton
        accept={ACCEPT}
        multiple={several}
        resetRef={forgetFiles}
        onChange={(chosen: File | File[] | null) => {
          take(chosen === null ? [] : Array.isArray(chosen) ? chosen : [chosen]);
        }}
      >
        {(props) => (
          <Button
            {...props}
            size={again ? 'xs' : 'sm'}
            variant={again ? 'light' : 'filled'}
            leftSection={<IconPhotoUp size={16} aria-hidden />}
          >
            {again ? 'Another picture' : 'Choose a picture'}
          </Button>
        )}
      </FileButton>
      <Tooltip label="Use the camera" withArrow>
        <ActionIcon
          size={again ? 30 : 36}
          variant="default"
          aria-label="Use the camera"
          onClick={open}
        >
          <IconCamera size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <WebcamModal
        opened={camera}
        onClose={close}
        onPicture={(frame, name) => {
          onFiles([new File([frame], name, { type: frame.type })]);
        }}
      />
    </Group>
  );
}
