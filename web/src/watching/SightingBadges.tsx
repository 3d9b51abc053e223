import { Badge, Group } from '@mantine/core';

import type { Sighting } from '../api/watchTypes';
import { stateInWords } from './words';

const COLOURS = { candidate: 'yellow', confirmed: 'green', rejected: 'gray' } as const;

/** What an alert is about, and what was decided. */
export function SightingBadges({ alert }: { alert: Sighting }) {
  return (
    <Group gap={6}>
      {alert.kind === 'watchlist' && (
        <Badge variant="light" color="red" tt="none">
          watch list
        </Badge>
      )}
      <Badge variant="light" color={COLOURS[alert.state]} tt="none">
        {stateInWords(alert)}
      </Badge>
      {alert.late && (
        <Badge variant="default" tt="none">
          told late
        </Badge>
      )}
    </Group>
  );
}
