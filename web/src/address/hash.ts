import { useSyncExternalStore } from 'react';

/**
 * Addresses after a #, with their query: they work on any host of files, with no
 * rewrite rules. The router's own hook puts the query before the #, where it would be
 * one page's settings for every page.
 */
export interface Place {
  path: string;
  query: string;
}

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?');
  return { path: `/${path}`, query };
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
  };
}

export function go(to: string, { replace = false } = {}): void {
  const address = `#${to.startsWith('/') ? to : `/${to}`}`;
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

const pathNow = () => parsePlace(window.location.hash).path;
const queryNow = () => parsePlace(window.location.hash).query;

export function useHashPath(): [string, typeof go] {
  return [useSyncExternalStore(subscribe, pathNow), go];
}

function useHashQuery(): string {
  return useSyncExternalStore(subscribe, queryNow);
}

useHashPath.searchHook = useHashQuery;
useHashPath.hrefs = (href: string) => `#${href}`;
