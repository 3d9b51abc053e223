import type { PictureSize } from '../api/types';

/** Longest side worth sending: faces are found well below this. */
export const MAX_SIDE = 2400;

/** Below the service's limit of 4.5 MB a request, with room for its framing. */
export const MAX_BYTES = 4_400_000;

const SHRINK = 0.85;
const SMALLEST_SIDE = 32;

export function longestSide(size: PictureSize): number {
  return Math.max(size.width, size.height);
}

/** The size in whole pixels, shrunk (never grown) to fit a longest side. */
export function fitWithin(size: PictureSize, side: number): PictureSize {
  const factor = Math.min(1, side / longestSide(size));
  return {
    width: Math.max(1, Math.round(size.width * factor)),
    height: Math.max(1, Math.round(size.height * factor)),
  };
}

export interface Encoded {
  body: Blob;
  size: PictureSize;
}

/** Encodes at `size`, then smaller and smaller until the bytes fit; null if never. */
export async function encodeWithin(
  size: PictureSize,
  encode: (size: PictureSize) => Promise<Blob>,
  maxBytes: number = MAX_BYTES,
): Promise<Encoded | null> {
  let current = size;
  while (longestSide(current) >= SMALLEST_SIDE) {
    const body = await encode(current);
    if (body.size <= maxBytes) return { body, size: current };
    current = fitWithin(current, Math.floor(longestSide(current) * SHRINK));
  }
  return null;
}
