import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';

import { FaceCrop } from '../../overlay/FaceCrop';
import { stretchedBox } from '../../overlay/geometry';
import { moment } from '../../watching/words';
import type { Seen } from './seen';
import classes from './watch.module.css';

/** Who was before the camera since it was started, the last one first. */
export function SeenList({ seen }: { seen: readonly Seen[] }) {
  return (
    <section aria-label="Who was seen">
      <Title order={2} fz="h4" mb="xs">
        Who was seen
      </Title>
      {seen.length === 0 && (
        <Text fz="sm" c="dimmed">
          Nobody yet.
        </Text>
      )}
      <ul className={classes.seen}>
        {seen.toReversed().map((each) => (
          <li key={each.track}>
            <Look seen={each} />
            <div className={classes.about}>
              <Text fw={600} className={classes.name}>
                {each.name ?? 'Somebody unknown'}
              </Text>
              <Text fz="xs" c="dimmed">
                {moment(each.last.toISOString())}
                {each.name !== null &&
                  each.similarity !== null &&
                  `, similarity ${each.similarity.toFixed(2)}`}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Look({ seen: { frame, box: shares } }: { seen: Seen }) {
  const face = useMemo(
    () => ({ index: 0, box: stretchedBox(shares, frame) }),
    [frame, shares],
  );
  return <FaceCrop source={frame} scale={1} face={face} side={52} />;
}
