import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState } from 'react';

import { useApi } from '../api/context';
import type { Receipt } from '../api/types';
import { useAction } from '../api/useAction';
import { ActionError } from '../components/ActionError';
import { save } from '../save';
import { erasedInWords } from './words';
import classes from './receipt.module.css';

/** What was erased, where copies may live on, and whether this receipt is genuine. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const api = useApi();
  const action = useAction();
  const [genuine, setGenuine] = useState<boolean | null>(null);
  return (
    <Stack gap="sm">
      <Text role="status">
        {erasedInWords(receipt)} Nobody is found by them any more.
      </Text>
      <dl className={classes.receipt}>
        <dt>Receipt</dt>
        <dd>{receipt.id}</dd>
        <dt>When</dt>
        <dd>{new Date(receipt.erased).toLocaleString()}</dd>
        <dt>Kept from coming back</dt>
        <dd>{receipt.suppressed ? 'yes: the same pictures are refused' : 'no'}</dd>
        <dt>Where copies may live on</dt>
        {receipt.copies.map(({ place, until }) => (
          <dd key={place}>
            {place}: {until}
          </dd>
        ))}
        {receipt.copies.length === 0 && <dd>nowhere that the service knows of</dd>}
      </dl>
      <Group gap="xs">
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => {
            const text = JSON.stringify(receipt, null, 2);
            const body = new Blob([text], { type: 'application/json' });
            save({ name: `receipt-${receipt.id}.json`, body });
          }}
        >
          Download the receipt
        </Button>
        <Button
          variant="default"
          leftSection={<IconRosetteDiscountCheck size={16} aria-hidden />}
          loading={action.busy}
          onClick={() => {
            action.run(async (signal) => {
              setGenuine(await api.peopleOf('').verify(receipt, signal));
            });
          }}
        >
          Check it
        </Button>
      </Group>
      {genuine !== null && (
        <Text fz="sm" role="status">
          {genuine
            ? 'Genuine: this service gave out this receipt, unchanged.'
            : 'This service did not give out this receipt.'}
        </Text>
      )}
      <ActionError title="The receipt could not be checked" action={action} />
    </Stack>
  );
}
