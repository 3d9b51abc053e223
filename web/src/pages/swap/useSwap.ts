import { useCallback, useEffect, useState } from 'react';

import { useApi } from '../../api/context';
import type { SwapResponse } from '../../api/types';
import { useRequest, type Request } from '../../api/useRequest';
import { DEFAULTS, swapFields } from './fields';
import { useSide, type Side } from './useSide';

export interface Swap {
  source: Side;
  target: Side;
  everyone: boolean;
  setEveryone: (on: boolean) => void;
  exchange: boolean;
  setExchange: (on: boolean) => void;
  options: typeof DEFAULTS;
  setOptions: (options: typeof DEFAULTS) => void;
  result: Request<SwapResponse>;
  retry: () => void;
}

/** Two pictures, what is chosen of them, and the swap that comes of it. */
export function useSwap(): Swap {
  const api = useApi();
  const source = useSide();
  const target = useSide();
  const [everyone, setEveryone] = useState(false);
  const [exchange, setExchange] = useState(false);
  const [options, setOptions] = useState(DEFAULTS);
  const result = useRequest<SwapResponse>();
  const { start, reset } = result;

  const several = (target.finding.answer?.faces.length ?? 0) > 1;
  const exchanging = exchange && several;
  const from = source.finding.answer ? source.preparation.answer?.upload : undefined;
  const onto = target.finding.answer ? target.preparation.answer?.upload : undefined;
  const sourceFace = source.face;
  const targetFace: number | 'all' = everyone && several ? 'all' : target.face;

  const send = useCallback(() => {
    if (!onto || (!from && !exchanging)) {
      reset();
      return;
    }
    const choice = { sourceFace, targetFace, exchange: exchanging };
    const fields = swapFields(choice, options);
    const pictures = exchanging ? { target: onto } : { source: from, target: onto };
    start((signal) => api.swap(pictures, fields, signal));
  }, [api, from, onto, sourceFace, targetFace, exchanging, options, start, reset]);
  useEffect(send, [send]);

  return {
    source,
    target,
    everyone,
    setEveryone,
    exchange,
    setExchange,
    options,
    setOptions,
    result,
    retry: send,
  };
}
