import { Center, Loader } from '@mantine/core';
import { Activity, Suspense, useEffect, useState } from 'react';
import { Redirect, useLocation } from 'wouter';

import { Failure } from '../components/Failure';
import { routeOf, ROUTES } from '../routes';

/**
 * The page of the address. Pages that were left stay as they were, hidden, so that
 * nothing chosen or typed is lost by looking at another one.
 */
export function Pages() {
  const [location] = useLocation();
  const here = routeOf(location)?.path ?? '';
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set([here]));
  if (!visited.has(here)) setVisited(new Set([...visited, here]));
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [here]);
  if (here === '') return <Redirect to="/" replace />;
  return ROUTES.filter(({ path }) => visited.has(path)).map(({ path, page: Page }) => (
    <Activity key={path} mode={path === here ? 'visible' : 'hidden'}>
      <Failure>
        <Suspense fallback={<Waiting />}>
          <Page />
        </Suspense>
      </Failure>
    </Activity>
  ));
}

export function Waiting() {
  return (
    <Center mih="40vh">
      <Loader role="img" aria-label="Loading" />
    </Center>
  );
}
