import { useCallback } from 'react';

import { useSettings } from '../../address/useSettings';
import { useApi } from '../../api/context';
import type { LandmarksAnswer, SwapAnswer } from '../../api/types';
import { useAnswer, type Answer } from '../../api/useAnswer';
import { useBatch, type Batch } from '../../batch/useBatch';
import { lighter } from '../../picture/lighter';
import { preparePicture } from '../../picture/prepare';
import { dataUriToBlob } from '../../save';
import { hasFaces, useSides, type Sides } from '../../sides/useSides';
import { swapFields, swappedName, type Choice } from './fields';
import { SWAP_SETTINGS, type SwapSettings } from './settings';

export interface Swap {
  sides: Sides<LandmarksAnswer>;
  settings: SwapSettings;
  change: (changed: Partial<SwapSettings>) => void;
  /** Whether the target has faces to choose among. */
  several: boolean;
  choice: Choice;
  result: Answer<SwapAnswer>;
  /** The one face onto many pictures. */
  batch: Batch;
}

/** Two pictures, what is chosen of them, and the swap that comes of it. */
export function useSwap(): Swap {
  const api = useApi();
  const [settings, change] = useSettings('/swap', SWAP_SETTINGS);
  const { blend, format, label, anyQuality, everyone, exchange } = settings;
  const sides = useSides<LandmarksAnswer>(
    [settings.face, settings.picture],
    ([face, picture]) => {
      change({ face, picture });
    },
    useCallback((upload, signal) => api.landmarks(upload, signal), [api]),
  );
  const { first, second } = sides;

  const several = (second.finding.answer?.faces.length ?? 0) > 1;
  const exchanging = exchange && several;
  const sourceFace = first.picture.face;
  const targetFace = everyone && several ? ('all' as const) : second.picture.face;
  const source = hasFaces(first) ? first.picture.prepared?.upload : undefined;
  const target = hasFaces(second) ? second.picture.prepared?.upload : undefined;

  const ask = useCallback(
    (signal: AbortSignal) => {
      const choice = { sourceFace, targetFace, exchange: exchanging };
      const fields = swapFields(choice, { blend, format, label, anyQuality });
      return api.swap(exchanging ? { target } : { source, target }, fields, signal);
    },
    [
      api,
      source,
      target,
      sourceFace,
      targetFace,
      exchanging,
      blend,
      format,
      label,
      anyQuality,
    ],
  );
  const possible = target !== undefined && (source !== undefined || exchanging);

  const onto = useCallback(
    async (file: File, signal: AbortSignal) => {
      if (!source) throw new Error('Choose the face first, then try again.');
      const { upload, name } = await lighter(
        await preparePicture(file, file.name, signal),
      );
      const choice = {
        sourceFace,
        targetFace: everyone ? ('all' as const) : 0,
        exchange: false,
      };
      const fields = swapFields(choice, { blend, format, label, anyQuality });
      const { image } = await api.swap({ source, target: upload }, fields, signal);
      const body = dataUriToBlob(image);
      return [{ name: swappedName(name, body.type), body }];
    },
    [api, source, sourceFace, everyone, blend, format, label, anyQuality],
  );

  return {
    sides,
    settings,
    change,
    several,
    choice: { sourceFace, targetFace, exchange: exchanging },
    result: useAnswer(target, possible ? ask : null),
    batch: useBatch(onto),
  };
}
