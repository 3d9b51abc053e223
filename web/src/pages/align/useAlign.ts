import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';

import { useApi } from '../../api/context';
import type { AlignOptions, AlignResponse } from '../../api/types';
import { useRequest, type Request } from '../../api/useRequest';
import { preparePicture, type PreparedPicture } from '../../picture/prepare';

const DEFAULTS: AlignOptions = { size: 256, crop: 'face', margin: 0, format: 'png' };

/** Long enough to drag the margin's slider without a request for every step. */
const SETTLE_MS = 350;

export interface Align {
  preparation: Request<PreparedPicture>;
  alignment: Request<AlignResponse>;
  options: AlignOptions;
  setOptions: (options: AlignOptions) => void;
  choose: (file: Blob, name: string) => void;
  retry: () => void;
}

/** From a chosen file to aligned faces; asks again whenever an option changes. */
export function useAlign(): Align {
  const api = useApi();
  const preparation = useRequest<PreparedPicture>();
  const alignment = useRequest<AlignResponse>();
  const [options, setOptions] = useState(DEFAULTS);
  const [settled] = useDebouncedValue(options, SETTLE_MS);
  const { start } = alignment;
  const upload = preparation.answer?.upload;

  const send = useCallback(() => {
    if (upload) start((signal) => api.align(upload, settled, signal));
  }, [api, upload, settled, start]);
  useEffect(send, [send]);

  const choose = (file: Blob, name: string) => {
    alignment.reset();
    preparation.start(() => preparePicture(file, name));
  };
  return { preparation, alignment, options, setOptions, choose, retry: send };
}
