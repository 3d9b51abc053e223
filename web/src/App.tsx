import { Suspense, use, useMemo } from 'react';
import { Router } from 'wouter';

import { useHashPath } from './address/hash';
import { VisageApi } from './api/client';
import { ApiContext, SessionContext } from './api/context';
import { Failure } from './components/Failure';
import type { Ready } from './ready';
import { Pages, Waiting } from './shell/Pages';
import { Shell } from './shell/Shell';

export function App({ ready }: { ready: Promise<Ready> }) {
  return (
    <Failure>
      <Suspense fallback={<Waiting />}>
        <Site ready={ready} />
      </Suspense>
    </Failure>
  );
}

function Site({ ready }: { ready: Promise<Ready> }) {
  const { address, session } = use(ready);
  const api = useMemo(
    () => new VisageApi(address, () => session?.token() ?? null),
    [address, session],
  );
  return (
    <ApiContext value={api}>
      <SessionContext value={session}>
        <Router hook={useHashPath}>
          <Shell>
            <Pages />
          </Shell>
        </Router>
      </SessionContext>
    </ApiContext>
  );
}
