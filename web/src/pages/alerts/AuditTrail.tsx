import { Stack, Table, Text } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
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
              {trail.answer.map(({ id, at, by, action, about, camera, note }) => (
                <Table.Tr key={id}>
                  <Table.Td className={classes.when}>{moment(at)}</Table.Td>
                  <Table.Td>{by}</Table.Td>
                  <Table.Td>{actionInWords(action)}</Table.Td>
                  <Table.Td className={classes.name}>
                    {about}
                    {camera ? `, ${camera}` : ''}
                    {note && <div>“{note}”</div>}
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
