import { Stack, Text } from '@mantine/core';
import { IconFaceId } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './picture.module.css';
import { PictureButtons } from './PictureButtons';
import { useDrop } from './useDrop';
import { usePaste } from './usePaste';

interface Props {
  onPicture: (file: Blob, name: string) => void;
  /** Named for assistive technology: what the picture is for. */
  label: string;
  title?: string;
  /** Only one input on a page can take what is pasted. */
  paste?: boolean;
  /** Shown in the place of the prompt once there is a picture. */
  children?: ReactNode;
  /** More ways to get a picture, under the buttons of the prompt. */
  footer?: ReactNode;
}

/** A place to drop, paste, choose or take a picture. */
export function PictureInput({
  onPicture,
  label,
  title = 'Drop a picture here',
  paste = true,
  children,
  footer,
}: Props) {
  const take = (file: File) => {
    onPicture(file, file.name);
  };
  const { dragging, handlers } = useDrop(take);
  usePaste(take, paste);
  return (
    <section
      aria-label={label}
      className={classes.input}
      data-dragging={dragging}
      data-empty={!children}
      {...handlers}
    >
      {children ?? (
        <Stack align="center" gap="lg" className={classes.prompt}>
          <IconFaceId size={56} stroke={1.2} className={classes.emblem} aria-hidden />
          <div>
            <Text fw={600} fz="lg">
              {title}
            </Text>
            <Text c="dimmed" fz="sm">
              {paste ? 'or paste one, or pick a way below' : 'or pick a way below'}
            </Text>
          </div>
          <PictureButtons onPicture={onPicture} />
          {footer}
        </Stack>
      )}
    </section>
  );
}
