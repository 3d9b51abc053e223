import { useState } from 'react';

import { sentenceFor } from '../api/errors';
import type { Upload } from '../api/transport';
import { useAction, type Action } from '../api/useAction';
import { preparePicture } from './prepare';

export interface AddedPictures {
  action: Action;
  /** Sentences about the files that were not taken. */
  refused: readonly string[];
  add: (files: readonly File[]) => void;
}

/** Adds pictures one after the other; one that is refused does not keep the others out. */
export function useAddPictures(
  addOne: (upload: Upload, signal: AbortSignal) => Promise<void>,
  onDone: () => void,
): AddedPictures {
  const action = useAction();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const add = (files: readonly File[]) => {
    setRefused([]);
    action.run(async (signal) => {
      for (const file of files) {
        try {
          const { upload } = await preparePicture(file, file.name);
          await addOne(upload, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          setRefused((before) => [...before, `${file.name}: ${sentenceFor(error)}`]);
        }
      }
      onDone();
    });
  };
  return { action, refused, add };
}
