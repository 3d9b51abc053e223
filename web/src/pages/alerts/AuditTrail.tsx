import { Anchor, Stack, Table, Text } from '@mantine/core';
import { useCallback } from 'react';
import { Link } from 'wouter';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import type { AuditEntry } from '../../api/watchTypes';
import { AnswerNotice } from '../../components/AnswerNotice';
import { Working } from '../../components/Working';
import { moment } from '../../watching/words';
import { actionInWords } from './words';
import classes from './alerts.module.css';

/** Who decided what: alerts, cases, names, cameras. */
export function AuditTrail() {
  const { watch } = useApi();
  const trail = useAnswer(
    watch,
    useCallback((signal: AbortSignal) => watch.audit(signal), [watch]),
  );
  return (
    <Stack gap="md">
      {trail.busy && <Working words="Asking who did what…" onCancel={trail.cancel} />}
      <AnswerNotice title="The audit trail can’t be shown" answer={trail} />
      {trail.answer?.length === 0 && <Text fz="sm">Nothing has been decided yet.</Text>}
      {trail.answer && trail.answer.length > 0 && (
        <div
          className={classes.scroll}
          tabIndex={0}
          role="region"
          aria-label="Audit trail"
        >
          <Table fz="sm" verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>When</Table.Th>
                <Table.Th>Who</Table.Th>
                <Table.Th>Did</Table.Th>
                <Table.Th>About</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {trail.answer.map((entry) => (
                <Table.Tr key={entry.id}>
                  <Table.Td className={classes.when}>{moment(entry.at)}</Table.Td>
                  <Table.Td>{entry.by}</Table.Td>
                  <Table.Td>{actionInWords(entry.action)}</Table.Td>
                  <Table.Td className={classes.name}>
                    <About entry={entry} />
                    {entry.note && <div>“{entry.note}”</div>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}

/** What an entry is about; ids that say nothing to people are left out. */
function About({ entry: { action, about, camera } }: { entry: AuditEntry }) {
  const at = camera === null ? '' : `at ${camera}`;
  if (action.startsWith('alert_')) {
    return (
      <>
        <Anchor component={Link} href={`/alerts?state=all&alert=${about}`} fz="sm">
          the alert
        </Anchor>{' '}
        {at}
      </>
    );
  }
  if (action.startsWith('unknown_')) return at === '' ? 'a face' : `a face ${at}`;
  return about;
}
