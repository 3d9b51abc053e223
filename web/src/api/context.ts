import { createContext, use } from 'react';

import type { Session } from '../sign-in/session';
import type { VisageApi } from './client';

export const ApiContext = createContext<VisageApi | null>(null);

export function useApi(): VisageApi {
  const api = use(ApiContext);
  if (api === null) throw new Error('useApi needs an ApiContext above it.');
  return api;
}

/** Null where nobody has to sign in. */
export const SessionContext = createContext<Session | null>(null);
