import { Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';

import type { Sighting } from '../../api/watchTypes';
import { SightingBadges } from '../../watching/SightingBadges';
import { SightingCrop } from '../../watching/SightingPictures';
import { moment } from '../../watching/words';
import classes from './alerts.module.css';

interface Props {
  alert: Sighting;
  selected: boolean;
  /** Whether its decision did not get through. */
  failed: boolean;
  onSelect: () => void;
}

/** One alert in the list. */
export function AlertRow({ alert, selected, failed, onSelect }: Props) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected && row.current) bringIntoList(row.current);
  }, [selected]);
  return (
    <li>
      <UnstyledButton
        ref={row}
        className={classes.row}
        aria-current={selected}
        onClick={onSelect}
      >
        <SightingCrop id={alert.id} alt="" className={classes.thumb} />
        <span className={classes.about}>
          <Text fw={600} component="span" display="block" className={classes.name}>
            {alert.person.name}
          </Text>
          <Text fz="xs" c="dimmed" component="span" display="block" mb={4}>
            {alert.camera}, {moment(alert.taken)}
          </Text>
          <SightingBadges alert={alert} />
          {failed && (
            <Text fz="xs" component="span" display="block" className={classes.failed}>
              the decision did not get through
            </Text>
          )}
        </span>
      </UnstyledButton>
    </li>
  );
}

/** Scrolls the list, where it has a height of its own, and never the page. */
function bringIntoList(row: HTMLElement): void {
  const list = row.closest('section');
  if (!list) return;
  const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop += inner.top - outer.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}
