import { backoff } from '../../api/backoff';

/** What the page knows when it asks itself whether to send a frame. */
export interface Known {
  /** Whether something has moved within the last second. */
  moving: boolean;
  /** Whether the last answer had a face in it. */
  faces: boolean;
  /** How many requests in a row have failed. */
  failures: number;
}

/** Milliseconds between frames, while something moves. */
const MOVING = 350;
/** Who stands still is looked at now and then. */
const STILL = 2000;

/**
 * How long after a frame the next one may be sent; null for not at all: where nothing
 * moves and nobody is seen.
 */
export function pause({ moving, faces, failures }: Known): number | null {
  if (failures > 0) return backoff(failures);
  if (moving) return MOVING;
  return faces ? STILL : null;
}
