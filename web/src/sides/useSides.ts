import { useState } from 'react';

import { lighter } from '../picture/lighter';
import { useFaces, type Faces, type Find } from '../picture/useFaces';

export interface Side<F> extends Faces<F> {
  choose: (file: File) => void;
  takeSample: (name: string) => void;
  /** Whether a pasted picture goes here. */
  paste: boolean;
  /** Called when the side is pointed at, or comes into focus. */
  touch: () => void;
}

export interface Sides<F> {
  first: Side<F>;
  second: Side<F>;
  /** Puts each side in the other's place. */
  exchange: () => void;
}

/** Names of the samples on both sides; empty where a side has none. */
export type SampleNames = readonly [string, string];

/** Two pictures beside each other, which share one request. */
export function useSides<F>(
  names: SampleNames,
  setNames: (names: SampleNames) => void,
  find: Find<F>,
): Sides<F> {
  const [exchanged, setExchanged] = useState(false);
  const [touched, setTouched] = useState<0 | 1>(1);
  const order = exchanged ? ([1, 0] as const) : ([0, 1] as const);
  const left = useFaces(names[order[0]], find, lighter);
  const right = useFaces(names[order[1]], find, lighter);
  const [first, second] = exchanged ? [right, left] : [left, right];
  const pasteTo =
    first.picture.prepared === null
      ? 0
      : second.picture.prepared === null
        ? 1
        : touched;

  const side = (faces: Faces<F>, at: 0 | 1): Side<F> => {
    const rename = (name: string) => {
      setNames(at === 0 ? [name, names[1]] : [names[0], name]);
    };
    return {
      ...faces,
      choose: (file) => {
        rename('');
        faces.picture.choose(file, file.name);
      },
      takeSample: rename,
      paste: pasteTo === at,
      touch: () => {
        setTouched(at);
      },
    };
  };
  return {
    first: side(first, 0),
    second: side(second, 1),
    exchange: () => {
      setExchanged(!exchanged);
      setNames([names[1], names[0]]);
    },
  };
}

export function hasFaces(side: Side<{ faces: readonly unknown[] }>): boolean {
  return (side.finding.answer?.faces.length ?? 0) > 0;
}
