import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './dialog.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What its button is called, for those who don't see the cross. */
  closeLabel: string;
  size?: string;
  children: ReactNode;
}

/** A window over the page. The library's own has a header, a second banner of the page. */
export function Dialog(props: Props) {
  const { opened, onClose, title, closeLabel, size = 'md', children } = props;
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title fw={600}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
