import { createContext, use } from 'react';

import type { PeopleApi } from '../../api/people';

/** The people of the collection that the page shows. */
export const PeopleContext = createContext<PeopleApi | null>(null);

export function usePeopleApi(): PeopleApi {
  const api = use(PeopleContext);
  if (api === null) throw new Error('usePeopleApi needs a PeopleContext above it.');
  return api;
}
