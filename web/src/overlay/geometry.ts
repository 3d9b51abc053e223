import type { Box, PictureSize, Point } from '../api/types';

/** Small pictures are enlarged to be seen well, but not into a blur. */
const MAX_ENLARGEMENT = 2;

/** Factor from picture pixels to CSS pixels that fits a picture into a space. */
export function displayScale(picture: PictureSize, space: PictureSize): number {
  return Math.min(
    space.width / picture.width,
    space.height / picture.height,
    MAX_ENLARGEMENT,
  );
}

export function scalePoint([x, y]: Point, factor: number): Point {
  return [x * factor, y * factor];
}

export function scaleBox(box: Box, factor: number): Box {
  return {
    left: box.left * factor,
    top: box.top * factor,
    right: box.right * factor,
    bottom: box.bottom * factor,
  };
}

/** A box in shares of a picture as one in its pixels. */
export function stretchedBox(shares: Box, { width, height }: PictureSize): Box {
  return {
    left: shares.left * width,
    top: shares.top * height,
    right: shares.right * width,
    bottom: shares.bottom * height,
  };
}

export function contains(box: Box, [x, y]: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

export function area(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

/** Index of the smallest box under a point, or null: small ones lie on top. */
export function faceAt(
  faces: readonly { index: number; box: Box }[],
  point: Point,
): number | null {
  const hits = faces.filter((face) => contains(face.box, point));
  hits.sort((a, b) => area(a.box) - area(b.box));
  return hits[0]?.index ?? null;
}

const HEAD = 1.5;

/** The square around a face's box that holds the head. */
export function around({ left, top, right, bottom }: Box): Box {
  const half = (HEAD * Math.max(right - left, bottom - top)) / 2;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}
