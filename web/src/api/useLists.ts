import { useCallback } from 'react';

import { useApi } from './context';
import { useAnswer, type Answer } from './useAnswer';
import type { WatchCamera } from './watchTypes';

/** The cameras that have told something. */
export function useCameras(): Answer<WatchCamera[]> {
  const { watch } = useApi();
  return useAnswer(
    watch,
    useCallback((signal: AbortSignal) => watch.cameras(signal), [watch]),
  );
}

/** The names of the service's collections of people. */
export function useCollections(): Answer<string[]> {
  const api = useApi();
  return useAnswer(
    api,
    useCallback((signal: AbortSignal) => api.peopleOf('').collections(signal), [api]),
  );
}
