import type { ReactNode } from 'react';

import classes from './fold.module.css';

interface Props {
  summary: string;
  children: ReactNode;
  open?: boolean;
}

/** What only some people want to know, one click away. */
export function Fold({ summary, children, open = false }: Props) {
  return (
    <details className={classes.fold} open={open}>
      <summary>{summary}</summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
