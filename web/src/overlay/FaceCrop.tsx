import { useEffect, useRef } from 'react';

import type { ShownFace } from '../api/types';
import { around, scaleBox } from './geometry';
import classes from './overlay.module.css';

interface Props {
  source: CanvasImageSource | null;
  /** Width of the source over the width that the box is counted in. */
  scale: number;
  face: ShownFace;
  /** In CSS pixels. */
  side: number;
}

/** A face cut out of its picture as a small square. */
export function FaceCrop({ source, scale, face, side }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const pixels = Math.round(side * window.devicePixelRatio);
    canvas.current.width = pixels;
    canvas.current.height = pixels;
    if (source === null) return;
    const { left, top, right, bottom } = scaleBox(around(face.box), scale);
    context.imageSmoothingQuality = 'high';
    const [width, height] = [right - left, bottom - top];
    context.drawImage(source, left, top, width, height, 0, 0, pixels, pixels);
  }, [source, scale, face, side]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={classes.crop}
      style={{ width: side, height: side }}
    />
  );
}
