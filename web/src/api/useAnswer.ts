import { useCallback, useEffect, useRef, useState } from 'react';

import { isAbort } from './errors';

export type Ask<T> = (signal: AbortSignal) => Promise<T>;

export interface Answer<T> {
  busy: boolean;
  /** The last answer about this subject; kept while a newer one is on its way. */
  answer: T | null;
  error: unknown;
  /** Whether a person cancelled the last request. */
  stopped: boolean;
  cancel: () => void;
  retry: () => void;
}

interface State<T> {
  subject: unknown;
  busy: boolean;
  answer: T | null;
  error: unknown;
  stopped: boolean;
}

const IDLE = { subject: null, busy: false, answer: null, error: null, stopped: false };

/**
 * Asks whenever `ask` is another function than before, and cancels what ran. An answer
 * belongs to its subject: once that is another one, the old answer is not shown.
 * A page that is hidden and shown again asks only what it had no answer to.
 */
export function useAnswer<T>(subject: unknown, ask: Ask<T> | null): Answer<T> {
  const [state, setState] = useState<State<T>>(IDLE);
  const running = useRef<AbortController | null>(null);
  const settled = useRef<Ask<T> | null>(null);

  const begin = useCallback((about: unknown, work: Ask<T>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    settled.current = null;
    setState((before) => ({
      ...IDLE,
      subject: about,
      answer: before.subject === about ? before.answer : null,
      busy: true,
    }));
    const end = (outcome: Partial<State<T>>) => {
      if (controller.signal.aborted) return;
      settled.current = work;
      setState((before) => ({ ...before, busy: false, ...outcome }));
    };
    work(controller.signal).then(
      (answer) => {
        end({ answer });
      },
      (error: unknown) => {
        if (!isAbort(error)) end({ error });
      },
    );
  }, []);

  useEffect(() => {
    if (ask !== null && settled.current !== ask) begin(subject, ask);
    return () => running.current?.abort();
  }, [subject, ask, begin]);

  const cancel = useCallback(() => {
    running.current?.abort();
    settled.current = ask;
    setState((before) => ({ ...before, busy: false, stopped: true }));
  }, [ask]);
  const retry = useCallback(() => {
    if (ask !== null) begin(subject, ask);
  }, [subject, ask, begin]);

  const current = ask !== null && state.subject === subject ? state : IDLE;
  return { ...current, cancel, retry };
}
