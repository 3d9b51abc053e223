import { useEffect, useRef, type RefObject } from 'react';

/** The part of the window's height in which an element's top counts as seen. */
const UPPER_PART = 0.4;

/** Scrolls to an element whenever `moment` is another one and the element is not seen. */
export function useIntoView<E extends HTMLElement>(
  moment: unknown,
): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (!moment || !element.current) return;
    const { top, bottom } = element.current.getBoundingClientRect();
    const seen =
      top >= 0 &&
      (top < window.innerHeight * UPPER_PART || bottom <= window.innerHeight);
    if (seen) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.current.scrollIntoView({ behavior: calm ? 'instant' : 'smooth' });
  }, [moment]);
  return element;
}
