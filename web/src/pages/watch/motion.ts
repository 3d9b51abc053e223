import type { PictureSize } from '../../api/types';

/** What is compared: so small that the noise of a camera averages out. */
export const GLANCE: PictureSize = { width: 32, height: 24 };

/** Of 255: noise and flicker stay below it, a person who moves does not. */
const CHANGED = 12;
/** Share of the places that change when somebody a few metres away turns their head. */
const SHARE = 0.008;

/** Grey values, one a place, of RGBA pixels. */
export function greys(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(pixels.length / 4);
  for (let place = 0; place < grey.length; place += 1) {
    const at = place * 4;
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    grey[place] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return grey;
}

/** Whether something moved between two glances, beyond a change of light. */
export function moved(before: Uint8ClampedArray, now: Uint8ClampedArray): boolean {
  if (before.length !== now.length) return true;
  const differences = Array.from(now, (grey, place) => grey - (before[place] ?? 0));
  // A lamp, or the camera's own exposure, changes everything by about as much.
  const light = median(differences);
  const places = differences.filter((each) => Math.abs(each - light) > CHANGED);
  return places.length >= SHARE * now.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
