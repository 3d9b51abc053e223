import { useCallback } from 'react';

import type { Upload } from '../../api/transport';
import { useApi } from '../../api/context';
import type { Classified } from '../../api/types';
import type { Answer } from '../../api/useAnswer';
import type { FoundFaces } from '../../picture/PicturePanel';
import { useFaces } from '../../picture/useFaces';
import type { ChosenPicture } from '../../picture/usePicture';

export type Seen = Classified & FoundFaces;

export interface Classification {
  picture: ChosenPicture;
  finding: Answer<Seen>;
}

/** A chosen picture, and what the classifier of a handle says of it. */
export function useClassify(sample: string, handle: string | null): Classification {
  const api = useApi();
  const classify = useCallback(
    async (upload: Upload, signal: AbortSignal) =>
      withFace(await api.classify(handle ?? '', upload, signal)),
    [api, handle],
  );
  const ready = handle !== null;
  const { picture, finding } = useFaces<Seen>(sample, classify, undefined, ready);
  // What another classifier said is not shown as if this one had.
  const stale = finding.answer !== null && finding.answer.about.handle !== handle;
  return { picture, finding: stale ? { ...finding, answer: null } : finding };
}

/** The face that was looked at, as the picture shows faces. */
function withFace(answer: Classified): Seen {
  const { picture, face } = answer.about;
  return { ...answer, picture, faces: face ? [{ index: 0, box: face }] : [] };
}
