import { useCallback } from 'react';

import type { People } from '../../api/types';
import { useAnswer, type Answer } from '../../api/useAnswer';
import { usePeopleApi } from './context';

/** Everyone in the collection; asked for anew by `retry`. */
export function usePeople(): Answer<People> {
  const api = usePeopleApi();
  return useAnswer(
    api,
    useCallback((signal: AbortSignal) => api.all(signal), [api]),
  );
}
