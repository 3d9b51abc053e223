import { Center, Loader } from '@mantine/core';
import { Activity, Suspense, useEffect, useState } from 'react';
import { Redirect, useLocation } from 'wouter';

import { Failure } from '../components/Failure';
import { ROUTES } from '../routes';

/**
 * The page of the address. Pages that were left stay as they were, hidden, so that
 * nothing chosen or typed is lost by looking at another one.
 */
export function Pages() {
  const [location] = useLocation();
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set([location]));
  if (!visited.has(location)) setVisited(new Set([...visited, location]));
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [location]);
  if (!ROUTES.some(({ path }) => path === location)) return <Redirect to="/" replace />;
  return ROUTES.filter(({ path }) => visited.has(path)).map(({ path, page: Page }) => (
    <Activity key={path} mode={path === location ? 'visible' : 'hidden'}>
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
