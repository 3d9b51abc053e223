const PAGE = '/classify';

/** Where the page is about a classifier, or about none yet. */
export function placeOf(handle: string | null): string {
  return handle === null ? PAGE : `${PAGE}/${encodeURIComponent(handle)}`;
}

/** The handle that an address names, null where it names none. */
export function handleOf(location: string): string | null {
  if (!location.startsWith(`${PAGE}/`)) return null;
  const named = location.slice(PAGE.length + 1);
  try {
    return decodeURIComponent(named) || null;
  } catch {
    return named;
  }
}
