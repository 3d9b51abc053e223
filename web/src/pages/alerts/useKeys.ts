import { useEffect, useEffectEvent } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

/** Keys that do something anywhere on the page, but where somebody types or reads help. */
export function useKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const work = keys[event.key];
    const used = event.ctrlKey || event.metaKey || event.altKey;
    if (!work || used || event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    work();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      press(event);
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type=radio], [type=checkbox]), textarea, select, [role=dialog]',
    ) !== null
  );
}
