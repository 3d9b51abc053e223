import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';

import { initialOf, readSettings, writeSettings, type Settings } from './settings';

/**
 * A page's settings, kept in its address so that they can be shared. Whoever comes back
 * to the page without a query finds them as they were.
 */
export function useSettings<T extends object>(
  path: string,
  settings: Settings<T>,
): [T, (changed: Partial<T>) => void] {
  const [location, go] = useLocation();
  const query = useSearch();
  const here = location === path;
  const [seen, setSeen] = useState<string | null>(null);
  const [values, setValues] = useState(() => initialOf(settings));
  const written = writeSettings(settings, values);

  // The address was changed from outside: by a link, or by going back.
  if (here && query !== seen) {
    setSeen(query);
    if (query !== '' && query !== written) {
      setValues(readSettings(settings, query, initialOf(settings)));
    }
  }

  useEffect(() => {
    if (!here || written === query) return;
    go(written === '' ? path : `${path}?${written}`, { replace: true });
  }, [here, written, query, path, go]);

  const change = (changed: Partial<T>) => {
    setValues((before) => ({ ...before, ...changed }));
  };
  return [values, change];
}
