import { useCallback } from 'react';

import { useApi } from '../../api/context';
import type { People } from '../../api/types';
import { useAnswer, type Answer } from '../../api/useAnswer';

/** Everyone in the collection; asked for anew by `retry`. */
export function usePeople(): Answer<People> {
  const api = useApi();
  return useAnswer(
    api,
    useCallback((signal: AbortSignal) => api.people.all(signal), [api]),
  );
}
