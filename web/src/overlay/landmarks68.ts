/** A run of landmarks joined by a line, in the iBUG 68-point order. */
export interface Stroke {
  part: 'jaw' | 'brow' | 'nose' | 'eye' | 'mouth';
  first: number;
  last: number;
  closed: boolean;
}

export const STROKES: readonly Stroke[] = [
  { part: 'jaw', first: 0, last: 16, closed: false },
  { part: 'brow', first: 17, last: 21, closed: false },
  { part: 'brow', first: 22, last: 26, closed: false },
  { part: 'nose', first: 27, last: 30, closed: false },
  { part: 'nose', first: 30, last: 35, closed: true },
  { part: 'eye', first: 36, last: 41, closed: true },
  { part: 'eye', first: 42, last: 47, closed: true },
  { part: 'mouth', first: 48, last: 59, closed: true },
  { part: 'mouth', first: 60, last: 67, closed: true },
];
