import { useCallback } from 'react';

import type { Upload } from '../api/transport';
import { useAnswer, type Answer } from '../api/useAnswer';
import type { PreparedPicture } from './prepare';
import { usePicture, type ChosenPicture } from './usePicture';

export type Find<F> = (upload: Upload, signal: AbortSignal) => Promise<F>;

export interface Faces<F> {
  picture: ChosenPicture;
  finding: Answer<F>;
}

/** A chosen picture and the faces that the service finds in it. */
export function useFaces<F>(
  sample: string,
  find: Find<F>,
  finish?: (prepared: PreparedPicture) => Promise<PreparedPicture>,
  /** Whether it is known yet how to look. */
  ready = true,
): Faces<F> {
  const picture = usePicture(sample, finish);
  const upload = picture.prepared?.upload;
  const ask = useCallback(
    (signal: AbortSignal) => {
      if (!upload) throw new Error('There is no picture to look at.');
      return find(upload, signal);
    },
    [upload, find],
  );
  return { picture, finding: useAnswer(upload, upload && ready ? ask : null) };
}
