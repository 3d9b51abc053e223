import { createContext, use } from 'react';

import type { VisageApi } from './client';

export const ApiContext = createContext<VisageApi | null>(null);

export function useApi(): VisageApi {
  const api = use(ApiContext);
  if (api === null) throw new Error('useApi needs an ApiContext above it.');
  return api;
}
