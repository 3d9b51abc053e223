import { Drawer } from '@mantine/core';

import type { Receipt } from '../../api/types';
import { ReceiptView } from '../../receipt/ReceiptView';
import classes from './watchlist.module.css';

interface Props {
  /** Of the case that was ended; without one the drawer is shut. */
  receipt: Receipt | null;
  onClose: () => void;
}

/** What was erased with a case. */
export function EndedDrawer({ receipt, onClose }: Props) {
  return (
    <Drawer.Root
      opened={receipt !== null}
      onClose={onClose}
      position="right"
      size="min(100vw, 480px)"
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* The library's own header would be a second banner of the page. */}
        <div className={classes.head}>
          <Drawer.Title fw={600}>The case has ended</Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </div>
        <Drawer.Body>{receipt && <ReceiptView receipt={receipt} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
