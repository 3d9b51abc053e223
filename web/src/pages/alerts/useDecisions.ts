import { useState } from 'react';

import { useApi } from '../../api/context';
import type { Sighting } from '../../api/watchTypes';

export interface Decisions {
  /** Ids of the alerts whose decision is on its way. */
  busy: ReadonlySet<string>;
  /** Why a decision was not taken, by the alert's id. */
  failed: ReadonlyMap<string, unknown>;
  decide: (alert: Sighting, confirm: boolean, note: string) => void;
}

/** Decisions are sent while the next alert is looked at already. */
export function useDecisions(onDecided: (alert: Sighting) => void): Decisions {
  const { watch } = useApi();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<ReadonlyMap<string, unknown>>(new Map());

  const decide = ({ id }: Sighting, confirm: boolean, note: string) => {
    setBusy((before) => new Set([...before, id]));
    setFailed((before) => new Map([...before].filter(([other]) => other !== id)));
    watch
      .decide(id, confirm, note)
      .then(onDecided, (error: unknown) => {
        setFailed((before) => new Map([...before, [id, error]]));
      })
      .finally(() => {
        setBusy((before) => new Set([...before].filter((other) => other !== id)));
      });
  };
  return { busy, failed, decide };
}
