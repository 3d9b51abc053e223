import { Drawer, Text } from '@mantine/core';

import type { EndedCase } from '../../api/watchTypes';
import { ReceiptView } from '../../receipt/ReceiptView';
import classes from './watchlist.module.css';

interface Props {
  /** Without one the drawer is shut. */
  ended: EndedCase | null;
  onClose: () => void;
}

/** What was erased with a case. */
export function EndedDrawer({ ended, onClose }: Props) {
  return (
    <Drawer.Root
      opened={ended !== null}
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
        <Drawer.Body>
          {ended?.receipt && <ReceiptView receipt={ended.receipt} />}
          {ended?.receipt === null && (
            <Text role="status">
              It had no picture, so that nothing was to be erased.
            </Text>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
