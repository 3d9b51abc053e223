import { useState } from 'react';

import classes from './beforeAfter.module.css';

interface Props {
  /** Addresses of two pictures of the same size. */
  before: string;
  after: string;
  /** What the two pictures are, for those who don't see them. */
  beforeLabel: string;
  afterLabel: string;
  /** How much of the picture is shown as it was, to begin with; in percent. */
  start: number;
  className?: string | undefined;
}

/** Two pictures on top of each other, with a slider between them. */
export function BeforeAfter(props: Props) {
  const { before, after, beforeLabel, afterLabel, start, className = '' } = props;
  const [share, setShare] = useState(start);
  return (
    <div className={`${classes.pair} ${className}`}>
      <img src={after} alt={afterLabel} />
      <img
        src={before}
        alt={beforeLabel}
        className={classes.before}
        style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
      />
      <div className={classes.line} style={{ left: `${share}%` }} aria-hidden />
      <input
        type="range"
        min={0}
        max={100}
        step={0.5}
        value={share}
        className={classes.range}
        aria-label="How much of the picture is shown as it was before"
        onChange={(event) => {
          setShare(Number(event.currentTarget.value));
        }}
      />
    </div>
  );
}
