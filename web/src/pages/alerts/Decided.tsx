import { Alert, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';

import type { Sighting } from '../../api/watchTypes';
import { moment } from '../../watching/words';

/** Who has decided what, when and why. */
export function Decided({ alert: { state, decision } }: { alert: Sighting }) {
  if (decision === null) return null;
  const { by, at, note } = decision;
  const confirmed = state === 'confirmed';
  return (
    <Alert
      role="status"
      variant="light"
      color={confirmed ? 'green' : 'gray'}
      icon={confirmed ? <IconCheck aria-hidden /> : <IconX aria-hidden />}
      title={confirmed ? 'Confirmed: it is them' : 'Rejected: it is not them'}
    >
      <Text fz="sm">
        by {by}, {moment(at)}
      </Text>
      {note !== null && note !== '' && <Text fz="sm">“{note}”</Text>}
    </Alert>
  );
}
