import { useEffect, useEffectEvent } from 'react';

/** Takes a picture pasted anywhere on the page, while `enabled`. */
export function usePaste(onFile: (file: File) => void, enabled: boolean): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    onFile(file);
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
