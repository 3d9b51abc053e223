import { useElementSize, useViewportSize } from '@mantine/hooks';
import { useEffect, useRef, type MouseEvent } from 'react';

import type { PictureSize, Point, ShownFace } from '../api/types';
import { drawFaces, type Layers } from './draw';
import { displayScale, faceAt } from './geometry';
import classes from './overlay.module.css';

interface Props {
  /** Size of the picture that the faces' pixels are counted in. */
  picture: PictureSize;
  /** The picture itself, at any resolution; null where it can't be shown. */
  source: CanvasImageSource | null;
  faces: readonly ShownFace[];
  layers: Layers;
  selected: number | null;
  onSelect?: (index: number | null) => void;
  /** What the canvas shows, for those who don't see it. */
  label: string;
  /** How much of the window's height the picture may take. */
  tallest: number;
}

const LOWEST = 160;

/** A picture with its faces' boxes, numbers and landmarks drawn over it. */
export function PictureCanvas(props: Props) {
  const { picture, source, faces, layers, selected, onSelect, label, tallest } = props;
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const { height: viewport } = useViewportSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const space = { width, height: Math.max(LOWEST, viewport * tallest) };
  const scale = displayScale(picture, space);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || scale <= 0) return;
    const density = window.devicePixelRatio;
    const shown = { width: picture.width * scale, height: picture.height * scale };
    canvas.current.width = Math.round(shown.width * density);
    canvas.current.height = Math.round(shown.height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.imageSmoothingQuality = 'high';
    if (source) context.drawImage(source, 0, 0, shown.width, shown.height);
    drawFaces(context, faces, scale, layers, selected);
  }, [picture, source, faces, layers, selected, scale]);

  const pointed = (event: MouseEvent): number | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const point: Point = [
      (event.clientX - bounds.left) / scale,
      (event.clientY - bounds.top) / scale,
    ];
    return faceAt(faces, point);
  };

  return (
    <div ref={frame} className={classes.frame}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className={classes.canvas}
        data-unseen={source === null}
        style={{ width: picture.width * scale, height: picture.height * scale }}
        onClick={(event) => {
          onSelect?.(pointed(event));
        }}
        onMouseMove={(event) => {
          const hit = onSelect !== undefined && pointed(event) !== null;
          event.currentTarget.style.cursor = hit ? 'pointer' : 'default';
        }}
      />
    </div>
  );
}
