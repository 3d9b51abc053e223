import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

import type { PictureSize } from '../../api/types';
import type { WatchedFace } from '../../api/watchTypes';
import { drawFaces, NUMBERED } from '../../overlay/draw';
import { stretchedBox } from '../../overlay/geometry';
import { facesNow, mirrored } from './seen';
import classes from './watch.module.css';

interface Props {
  faces: readonly WatchedFace[];
  /** Of the camera's picture. */
  size: PictureSize;
  mirror: boolean;
}

/** The names over the faces, drawn over the camera's picture. */
export function Names({ faces, size, mirror }: Props) {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = (width * size.height) / size.width;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width <= 0) return;
    const density = window.devicePixelRatio;
    canvas.current.width = Math.round(width * density);
    canvas.current.height = Math.round(height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
    const shown = faces.map(({ box: shares, person }, index) => {
      const box = mirror ? mirrored(shares) : shares;
      return {
        index,
        label: person?.name ?? 'unknown',
        box: stretchedBox(box, { width, height }),
      };
    });
    const known = faces.findIndex(({ person }) => person !== null);
    drawFaces(context, shown, 1, NUMBERED, known);
  }, [faces, width, height, mirror]);

  return (
    <div ref={frame} className={classes.names}>
      <canvas ref={canvas} role="img" aria-label={facesNow(faces)} />
    </div>
  );
}
