import { useCallback, useState } from 'react';

import classes from './swap.module.css';

interface Props {
  /** The bytes of the picture as it was. */
  before: Blob;
  /** The address of the picture as it is, of the same size. */
  after: string;
}

const START = 10;

/** Two pictures on top of each other, with a slider between them. */
export function Compare({ before, after }: Props) {
  const [share, setShare] = useState(START);
  const show = useCallback(
    (image: HTMLImageElement) => {
      image.src = URL.createObjectURL(before);
      return () => {
        URL.revokeObjectURL(image.src);
      };
    },
    [before],
  );
  return (
    <div className={classes.compare}>
      <img src={after} alt="After the swap" />
      <img
        ref={show}
        alt="Before the swap"
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
