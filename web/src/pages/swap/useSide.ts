import { useCallback, useEffect, useState } from 'react';

import { useApi } from '../../api/context';
import type { LandmarksResponse } from '../../api/types';
import { useRequest, type Request } from '../../api/useRequest';
import { preparePicture, type PreparedPicture } from '../../picture/prepare';
import { lighter } from './lighter';

export interface Side {
  preparation: Request<PreparedPicture>;
  finding: Request<LandmarksResponse>;
  /** Index of the chosen face; the largest one to begin with. */
  face: number;
  setFace: (index: number) => void;
  choose: (file: Blob, name: string) => void;
  retry: () => void;
}

/** One of the two pictures: from a chosen file to its faces. */
export function useSide(): Side {
  const api = useApi();
  const preparation = useRequest<PreparedPicture>();
  const finding = useRequest<LandmarksResponse>();
  const [face, setFace] = useState(0);
  const { start } = finding;
  const upload = preparation.answer?.upload;

  const find = useCallback(() => {
    if (upload) start((signal) => api.landmarks(upload, signal));
  }, [api, upload, start]);
  useEffect(find, [find]);

  const choose = (file: Blob, name: string) => {
    setFace(0);
    finding.reset();
    preparation.start(async () => lighter(await preparePicture(file, name)));
  };
  return { preparation, finding, face, setFace, choose, retry: find };
}
