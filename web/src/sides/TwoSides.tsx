import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './sides.module.css';

interface Props {
  onExchange: () => void;
  /** The two sides. */
  children: ReactNode;
}

/** Two pictures beside each other, and a button that exchanges them. */
export function TwoSides({ onExchange, children }: Props) {
  return (
    <div className={classes.sides}>
      {children}
      <Tooltip label="Exchange the two sides" withArrow>
        <ActionIcon
          className={classes.exchange}
          variant="default"
          radius="xl"
          size={34}
          aria-label="Exchange the two sides"
          onClick={onExchange}
        >
          <IconArrowsExchange size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
