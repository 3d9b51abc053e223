import { useEffect, useState } from 'react';

/** An address for bytes in this tab's memory, given back when they are not shown. */
export function useObjectUrl(body: Blob | null): string | null {
  const [held, setHeld] = useState<{ body: Blob; url: string } | null>(null);
  useEffect(() => {
    if (body === null) return;
    const url = URL.createObjectURL(body);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- made here to be revoked
    setHeld({ body, url });
    return () => {
      URL.revokeObjectURL(url);
    };
  }, [body]);
  return held !== null && held.body === body ? held.url : null;
}
