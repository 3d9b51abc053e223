import { useEffect, useEffectEvent } from 'react';

/** Takes pictures pasted anywhere on the page, while `enabled`. */
export function usePaste(onFiles: (files: File[]) => void, enabled: boolean): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  });
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: ClipboardEvent) => {
      paste(event);
    };
    window.addEventListener('paste', listen);
    return () => {
      window.removeEventListener('paste', listen);
    };
  }, [enabled]);
}
