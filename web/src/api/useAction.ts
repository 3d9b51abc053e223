import { useCallback, useRef, useState } from 'react';

import { isAbort } from './errors';

export interface Action {
  busy: boolean;
  error: unknown;
  /** Does something that changes what is kept; one thing at a time. */
  run: (work: (signal: AbortSignal) => Promise<void>) => void;
  cancel: () => void;
  forgetError: () => void;
}

/** A change that a person asked for: what they wait for, and why it failed. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({
    busy: false,
    error: null,
  });
  const running = useRef<AbortController | null>(null);

  const run = useCallback((work: (signal: AbortSignal) => Promise<void>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ busy: true, error: null });
    work(controller.signal).then(
      () => {
        if (!controller.signal.aborted) setState({ busy: false, error: null });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setState({ busy: false, error });
      },
    );
  }, []);
  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ busy: false, error: null });
  }, []);
  const forgetError = useCallback(() => {
    setState((before) => ({ ...before, error: null }));
  }, []);
  return { ...state, run, cancel, forgetError };
}
