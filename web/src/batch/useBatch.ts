import { useCallback, useRef, useState } from 'react';

import { sentenceFor } from '../api/errors';
import type { NamedFile } from '../save';

export interface Item {
  file: File;
  state: 'waiting' | 'working' | 'done' | 'failed';
  /** What came of it. */
  made: readonly NamedFile[];
  /** Why nothing came of it. */
  sentence: string;
}

export interface Batch {
  items: readonly Item[];
  running: boolean;
  start: (files: readonly File[]) => void;
  /** Stops, and keeps what is done. */
  cancel: () => void;
  /** Does what failed or was not reached. */
  resume: () => void;
  close: () => void;
}

export type Work = (file: File, signal: AbortSignal) => Promise<readonly NamedFile[]>;

/** Works through many pictures, one after the other. */
export function useBatch(work: Work): Batch {
  const [items, setItems] = useState<readonly Item[]>([]);
  const [running, setRunning] = useState(false);
  const current = useRef<AbortController | null>(null);

  const run = useCallback(
    async (all: readonly Item[]) => {
      current.current?.abort();
      const { signal } = (current.current = new AbortController());
      const change = (index: number, changed: Partial<Item>) => {
        if (signal.aborted) return;
        setItems((before) =>
          before.map((item, at) => (at === index ? { ...item, ...changed } : item)),
        );
      };
      setItems(all);
      setRunning(true);
      for (const [index, { file, state }] of all.entries()) {
        if (signal.aborted || state === 'done') continue;
        change(index, { state: 'working' });
        try {
          change(index, { state: 'done', made: await work(file, signal) });
        } catch (error) {
          change(index, { state: 'failed', sentence: sentenceFor(error) });
        }
      }
      if (!signal.aborted) setRunning(false);
    },
    [work],
  );

  const stop = useCallback((after: (items: readonly Item[]) => readonly Item[]) => {
    current.current?.abort();
    setRunning(false);
    setItems(after);
  }, []);

  return {
    items,
    running,
    start: (files) => {
      void run(
        files.map((file) => ({ file, state: 'waiting', made: [], sentence: '' })),
      );
    },
    cancel: () => {
      stop((before) =>
        before.map((item) =>
          item.state === 'working' ? { ...item, state: 'waiting' } : item,
        ),
      );
    },
    resume: () => {
      void run(items);
    },
    close: () => {
      stop(() => []);
    },
  };
}
