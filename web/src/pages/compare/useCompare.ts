import { useCallback, useMemo } from 'react';

import { useSettings } from '../../address/useSettings';
import { useApi } from '../../api/context';
import type { CompareAnswer, Comparison, RecognizeAnswer } from '../../api/types';
import { useAnswer, type Answer } from '../../api/useAnswer';
import { hasFaces, useSides, type Sides } from '../../sides/useSides';
import { COMPARE_SETTINGS, type CompareSettings } from './settings';

export interface Compare {
  sides: Sides<RecognizeAnswer>;
  settings: CompareSettings;
  change: (changed: Partial<CompareSettings>) => void;
  choice: Comparison;
  comparison: Answer<CompareAnswer>;
}

/** Two pictures, a face of each, and whether they are of one person. */
export function useCompare(): Compare {
  const api = useApi();
  const [settings, change] = useSettings('/compare', COMPARE_SETTINGS);
  const sides = useSides<RecognizeAnswer>(
    [settings.a, settings.b],
    ([a, b]) => {
      change({ a, b });
    },
    useCallback((upload, signal) => api.recognize(upload, signal), [api]),
  );
  const { first, second } = sides;
  const a = hasFaces(first) ? first.picture.prepared?.upload : undefined;
  const b = hasFaces(second) ? second.picture.prepared?.upload : undefined;
  const { far } = settings;
  const [faceA, faceB] = [first.picture.face, second.picture.face];

  const choice = useMemo(() => ({ far, faceA, faceB }), [far, faceA, faceB]);
  const ask = useMemo(
    () => a && b && ((signal: AbortSignal) => api.compare(a, b, choice, signal)),
    [api, a, b, choice],
  );
  // An older verdict about other pictures would mislead: the pair is the subject.
  const pair = useMemo(() => ({ a, b }), [a, b]);
  return { sides, settings, change, choice, comparison: useAnswer(pair, ask ?? null) };
}
