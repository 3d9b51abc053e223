import type { Box } from '../../api/types';
import type { WatchedFace } from '../../api/watchTypes';
import { area } from '../../overlay/geometry';

/** Somebody whom the camera has followed for a while. */
export interface Seen {
  track: string;
  name: string | null;
  similarity: number | null;
  last: Date;
  /** The frame that shows them best so far, and where in it; shares of the frame. */
  frame: HTMLCanvasElement;
  box: Box;
}

const MOST_SEEN = 30;

/** What was known of those who were seen, and what one more frame adds. */
export function withFrame(
  before: readonly Seen[],
  faces: readonly WatchedFace[],
  frame: HTMLCanvasElement,
  now: Date,
): Seen[] {
  const known = new Map(before.map((each) => [each.track, each]));
  for (const { track, person, similarity, box } of faces) {
    const earlier = known.get(track);
    known.delete(track);
    // The picture in which somebody is named stands for them; else the largest.
    const better =
      !earlier ||
      (person !== null && earlier.name === null) ||
      (person === null && area(box) > area(earlier.box));
    known.set(track, {
      track,
      name: person?.name ?? earlier?.name ?? null,
      similarity,
      last: now,
      frame: better ? frame : earlier.frame,
      box: better ? box : earlier.box,
    });
  }
  return [...known.values()].slice(-MOST_SEEN);
}

/** Who is before the camera now, in words. */
export function facesNow(faces: readonly WatchedFace[]): string {
  if (faces.length === 0) return 'Nobody is seen.';
  const named = faces.flatMap(({ person }) => (person ? [person.name] : []));
  const strangers = faces.length - named.length;
  const others =
    strangers === 0
      ? []
      : [strangers === 1 ? 'somebody unknown' : `${strangers} unknown people`];
  return `Seen now: ${[...named, ...others].join(', ')}.`;
}

/** A box as a mirror shows it. */
export function mirrored(box: Box): Box {
  return { ...box, left: 1 - box.right, right: 1 - box.left };
}
