import { Stack, Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';

import { PictureButtons } from './PictureButtons';
import { SamplePictures } from './SamplePictures';
import type { Sample } from './samples';
import classes from './picture.module.css';

interface Props {
  title: string;
  several: boolean;
  samples?: readonly Sample[] | undefined;
  onFiles: (files: File[]) => void;
  onSample: (name: string) => void;
}

/** The ways to get a picture, while there is none. */
export function Prompt({ title, several, samples, onFiles, onSample }: Props) {
  return (
    <Stack align="center" gap="md" className={classes.prompt}>
      <IconPhotoPlus size={44} stroke={1.2} className={classes.emblem} aria-hidden />
      <div>
        <Text fw={600}>{title}</Text>
        <Text c="dimmed" fz="sm">
          {several ? 'one or several, or paste, or' : 'or paste one, or'}
        </Text>
      </div>
      <PictureButtons onFiles={onFiles} several={several} again={false} />
      <SamplePictures samples={samples} onSample={onSample} />
    </Stack>
  );
}
