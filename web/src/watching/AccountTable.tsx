import { Text } from '@mantine/core';

import type { Account } from '../api/watchTypes';
import { fieldInWords, valueInWords } from './words';
import classes from './watching.module.css';

/** What the business knows of somebody; or why it is not shown. */
export function AccountTable({ account }: { account: Account | null }) {
  if (account === null) return null;
  const { state, id, fields = {} } = account;
  if (state !== 'found') {
    return (
      <Text fz="sm" c="dimmed">
        {ABSENT[state](id)}
      </Text>
    );
  }
  return (
    <dl className={classes.account} aria-label="Account">
      <div>
        <dt>Account</dt>
        <dd>{id}</dd>
      </div>
      {Object.entries(fields)
        .filter(([name]) => name !== 'account')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{fieldInWords(name)}</dt>
            <dd>{valueInWords(value)}</dd>
          </div>
        ))}
    </dl>
  );
}

const ABSENT = {
  none: () => 'They have no account.',
  pending: (id: string) => `The details of account ${id} are being fetched.`,
  unavailable: (id: string) =>
    `The details of account ${id} can’t be fetched now; it is tried again every minute.`,
};
