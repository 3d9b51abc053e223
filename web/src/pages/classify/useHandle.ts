import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';

import type { Classifier } from '../../api/types';
import { handleOf, placeOf } from './place';

/**
 * The classifier that the address names, and a way to name another one there. Where the
 * address names none, it is the last one that it named, or else the one that knows
 * people. Null until something is known.
 */
export function useHandle(
  known: readonly Classifier[] | null,
): [string | null, (handle: string) => void] {
  const [location, go] = useLocation();
  const query = useSearch();
  const asked = handleOf(location);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  const first = known?.find(({ kind }) => kind === 'people') ?? known?.[0];
  const handle = asked ?? last ?? first?.handle ?? null;

  const place = (named: string) =>
    query === '' ? placeOf(named) : `${placeOf(named)}?${query}`;
  const missing = location === placeOf(null) && handle !== null ? place(handle) : null;
  useEffect(() => {
    if (missing !== null) go(missing, { replace: true });
  }, [missing, go]);

  return [
    handle,
    (chosen) => {
      go(place(chosen));
    },
  ];
}
