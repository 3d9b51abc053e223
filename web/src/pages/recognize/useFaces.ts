import { useCallback, useEffect, useMemo, useState } from 'react';

import { useApi } from '../../api/context';
import type { FoundFace, PictureSize } from '../../api/types';
import { useRequest, type Request } from '../../api/useRequest';
import { preparePicture, type PreparedPicture } from '../../picture/prepare';
import { boxesOf, withPoints } from './points';
import type { RecognizeResponse } from './types';

export interface Faces {
  preparation: Request<PreparedPicture>;
  finding: Request<RecognizeResponse>;
  /** The chosen face; the largest one to begin with. */
  face: number;
  setFace: (index: number) => void;
  choose: (file: Blob, name: string) => void;
  retry: () => void;
  /** What is to be shown: the picture with points, its size, and the boxes. */
  shown: HTMLCanvasElement | null;
  size: PictureSize | null;
  boxes: FoundFace[];
}

/** From a chosen file to its described faces. */
export function useFaces(): Faces {
  const api = useApi();
  const preparation = useRequest<PreparedPicture>();
  const finding = useRequest<RecognizeResponse>();
  const [face, setFace] = useState(0);
  const { start } = finding;
  const prepared = preparation.answer;
  const found = finding.answer;
  const upload = prepared?.upload;

  const find = useCallback(() => {
    if (upload) start((signal) => api.recognize(upload, signal));
  }, [api, upload, start]);
  useEffect(find, [find]);

  const shown = useMemo(() => {
    const preview = prepared?.preview ?? null;
    if (!preview || !found) return preview;
    return withPoints(preview, found.faces, found.picture);
  }, [prepared, found]);
  const boxes = useMemo(() => boxesOf(found?.faces ?? []), [found]);
  const size = found?.picture ?? prepared?.scaledTo ?? prepared?.original ?? null;

  const choose = (file: Blob, name: string) => {
    setFace(0);
    finding.reset();
    preparation.start(() => preparePicture(file, name));
  };
  return {
    preparation,
    finding,
    face,
    setFace,
    choose,
    retry: find,
    shown,
    size,
    boxes,
  };
}
