import { Center, Container, Loader } from '@mantine/core';
import { Component, Suspense, use, useMemo, type ReactNode } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';

import { VisageApi } from './api/client';
import { ApiContext, SessionContext } from './api/context';
import { sentenceFor } from './api/errors';
import { ErrorNotice } from './components/ErrorNotice';
import type { Ready } from './ready';
import { ROUTES } from './routes';
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
        {/* Addresses after a # work on any host of files, with no rewrite rules. */}
        <Router hook={useHashLocation}>
          <Shell>
            <Failure>
              <Suspense fallback={<Waiting />}>
                <Switch>
                  {ROUTES.map(({ path, page }) => (
                    <Route key={path} path={path} component={page} />
                  ))}
                  <Route>
                    <Redirect to={ROUTES[0].path} replace />
                  </Route>
                </Switch>
              </Suspense>
            </Failure>
          </Shell>
        </Router>
      </SessionContext>
    </ApiContext>
  );
}

function Waiting() {
  return (
    <Center mih="40vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}

/** Says what failed where a page can't be shown at all. */
class Failure extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Container size="sm" py="xl">
        <ErrorNotice
          title="This page can’t be shown"
          sentence={sentenceFor(this.state.error)}
          onRetry={() => {
            window.location.reload();
          }}
        />
      </Container>
    );
  }
}
