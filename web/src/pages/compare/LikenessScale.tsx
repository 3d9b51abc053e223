import type { CSSProperties } from 'react';

import { placeOnScale, scaleStart } from './scale';
import classes from './compare.module.css';

interface Props {
  similarity: number;
  threshold: number;
}

/** How alike two faces are, on a scale that fits what is needed. */
export function LikenessScale({ similarity, threshold }: Props) {
  const needed = placeOnScale(threshold, threshold) * 100;
  const place = placeOnScale(similarity, threshold) * 100;
  const words = `Likeness ${similarity.toFixed(2)}; ${threshold.toFixed(2)} is needed`;
  return (
    <div className={classes.likeness} role="img" aria-label={words}>
      <div
        className={classes.bar}
        style={{ '--needed': `${needed}%` } as CSSProperties}
      >
        <div className={classes.needed} />
        <div
          className={classes.marker}
          data-same={similarity >= threshold}
          style={{ left: `${place}%` }}
        />
      </div>
      <div className={classes.ends}>
        <span>{scaleStart(threshold).toFixed(2)} or less</span>
        <span style={{ left: `${needed}%` }} className={classes.middle}>
          needed: {threshold.toFixed(2)}
        </span>
        <span>1</span>
      </div>
    </div>
  );
}
