import { Drawer, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { Person, Receipt } from '../../api/types';
import { PersonConsent } from './PersonConsent';
import { PersonForget } from './PersonForget';
import { PersonMerge } from './PersonMerge';
import { PersonName } from './PersonName';
import { PersonPictures } from './PersonPictures';
import { PersonRejections } from './PersonRejections';
import { ReceiptView } from '../../receipt/ReceiptView';
import classes from './people.module.css';

interface Props {
  /** Nobody: the drawer is shut. */
  person: Person | null;
  others: readonly Person[];
  onChanged: () => void;
  onClose: () => void;
}

/** What is known of somebody, and everything that can be done about it. */
export function PersonDrawer({ person, others, onChanged, onClose }: Props) {
  const [known, setKnown] = useState(person);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const change = (changed: Person) => {
    setKnown(changed);
    onChanged();
  };
  return (
    <Drawer.Root
      opened={person !== null}
      onClose={onClose}
      position="right"
      size="min(100vw, 480px)"
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* The library's own header would be a second banner of the page. */}
        <div className={classes.head}>
          <Drawer.Title fw={600} className={classes.name}>
            {receipt ? 'Forgotten' : (known?.name ?? '')}
          </Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </div>
        <Drawer.Body>
          {receipt && <ReceiptView receipt={receipt} />}
          {known && !receipt && (
            <Stack gap="lg">
              <PersonName person={known} onChanged={change} />
              <PersonPictures person={known} onChanged={change} />
              <PersonConsent person={known} onChanged={change} />
              <PersonRejections person={known} />
              {others.length > 0 && (
                <PersonMerge
                  person={known}
                  others={others}
                  onMerged={() => {
                    onChanged();
                    onClose();
                  }}
                />
              )}
              <PersonForget
                person={known}
                onForgotten={(given) => {
                  setReceipt(given);
                  onChanged();
                }}
              />
              <Text fz="xs" c="dimmed">
                id {known.id}
              </Text>
            </Stack>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
