import { useCallback, useEffect, useRef, useState } from 'react';

import { isAbort } from './errors';

export interface RequestState<T> {
  busy: boolean;
  /** The last answer; kept while a newer one is on its way. */
  answer: T | null;
  error: unknown;
}

export interface Request<T> extends RequestState<T> {
  /** Starts the work, cancelling what an earlier call had started. */
  start: (work: (signal: AbortSignal) => Promise<T>) => void;
  /** Cancels what runs and forgets the last answer and error. */
  reset: () => void;
}

const IDLE = { busy: false, answer: null, error: null };

export function useRequest<T>(): Request<T> {
  const [state, setState] = useState<RequestState<T>>(IDLE);
  const running = useRef<AbortController | null>(null);

  const start = useCallback((work: (signal: AbortSignal) => Promise<T>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((before) => ({ busy: true, answer: before.answer, error: null }));
    work(controller.signal).then(
      (answer) => {
        if (!controller.signal.aborted) setState({ busy: false, answer, error: null });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setState({ busy: false, answer: null, error });
      },
    );
  }, []);

  const reset = useCallback(() => {
    running.current?.abort();
    setState(IDLE);
  }, []);

  useEffect(() => () => running.current?.abort(), []);

  return { ...state, start, reset };
}
