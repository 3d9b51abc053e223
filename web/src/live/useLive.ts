import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import { useApi } from '../api/context';
import { LiveConnection, type LiveMessage, type LiveState } from './connection';

export interface Live {
  state: LiveState;
  /** Connects now. */
  again: () => void;
}

/**
 * Hears what happens while the page is shown, and what happened while it was not.
 * `after` is the newest alert that is known; nothing is heard until `ready`.
 */
export function useLive(
  onMessage: (message: LiveMessage) => void,
  after: string | null,
  ready: boolean,
): Live {
  const api = useApi();
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const running = useRef<LiveConnection>(null);
  const hear = useEffectEvent(onMessage);
  const newest = useEffectEvent(() => after);

  useEffect(() => {
    if (!ready) return;
    const live = new LiveConnection((signal) => api.watch.ticket(signal), {
      onState: setState,
      onMessage: (message) => {
        hear(message);
      },
      after: () => newest(),
    });
    running.current = live;
    live.start();
    const online = () => {
      live.start();
    };
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('online', online);
      live.stop();
    };
  }, [api, ready]);

  const again = useCallback(() => {
    running.current?.start();
  }, []);
  return { state, again };
}
