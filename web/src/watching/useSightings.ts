import { useCallback, useState } from 'react';

import { useApi } from '../api/context';
import { useAction, type Action } from '../api/useAction';
import { useAnswer, type Answer } from '../api/useAnswer';
import type { AlertFilter } from '../api/watch';
import type { Sighting, Sightings } from '../api/watchTypes';
import type { LiveMessage } from '../live/connection';
import { useLive, type Live } from '../live/useLive';
import { merged, passes } from './merge';

export interface SightingList {
  /** Newest first. */
  alerts: readonly Sighting[];
  answer: Answer<Sightings>;
  live: Live;
  /** Takes in what became of one that is listed. */
  put: (alert: Sighting) => void;
  /** Asks for older ones; missing where there are none. */
  older?: () => void;
  asking: Action;
}

const NONE: readonly Sighting[] = [];

/**
 * The alerts that a filter lets through, as they come. One that is listed stays, though
 * it be decided meanwhile. `filter` has to be the same object while it says the same.
 */
export function useSightings(
  filter: AlertFilter,
  onNew?: (alert: Sighting) => void,
): SightingList {
  const { watch } = useApi();
  const answer = useAnswer(
    filter,
    useCallback(
      (signal: AbortSignal) => watch.alerts(filter, null, signal),
      [watch, filter],
    ),
  );
  const [heard, setHeard] = useState(NONE);
  const [further, setFurther] = useState<Sightings | null>(null);
  const asking = useAction();
  const alerts = merged(answer.answer?.alerts ?? NONE, further?.alerts ?? NONE, heard);
  const put = useCallback((alert: Sighting) => {
    setHeard((before) => [...before.filter(({ id }) => id !== alert.id), alert]);
  }, []);

  const hear = ({ type, alert }: LiveMessage) => {
    if (!alert || (type !== 'alert' && type !== 'decision')) return;
    const listed = alerts.some(({ id }) => id === alert.id);
    if (!listed && !passes(filter, alert)) return;
    put(alert);
    if (!listed && type === 'alert') onNew?.(alert);
  };
  const live = useLive(hear, alerts[0]?.id ?? null, answer.answer !== null);

  const after = (further ?? answer.answer)?.after ?? null;
  const older = () => {
    asking.run(async (signal) => {
      const next = await watch.alerts(filter, after, signal);
      setFurther({ ...next, alerts: [...(further?.alerts ?? NONE), ...next.alerts] });
    });
  };
  return { alerts, answer, live, put, asking, ...(after === null ? {} : { older }) };
}
