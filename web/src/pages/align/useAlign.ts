import { useDebouncedValue } from '@mantine/hooks';
import { useCallback } from 'react';

import { useSettings } from '../../address/useSettings';
import { useApi } from '../../api/context';
import type { AlignAnswer, AlignOptions } from '../../api/types';
import { useBatch, type Batch } from '../../batch/useBatch';
import { preparePicture } from '../../picture/prepare';
import { useFaces, type Faces } from '../../picture/useFaces';
import { filesOf } from './files';
import { ALIGN_SETTINGS, type AlignSettings } from './settings';

/** Long enough to drag the margin's slider without a request for every step. */
const SETTLE_MS = 350;

export interface Align {
  faces: Faces<AlignAnswer>;
  settings: AlignSettings;
  change: (changed: Partial<AlignSettings>) => void;
  batch: Batch;
}

/** From a chosen file to aligned faces; asks again whenever an option changes. */
export function useAlign(): Align {
  const api = useApi();
  const [settings, change] = useSettings('/align', ALIGN_SETTINGS);
  const [size] = useDebouncedValue(settings.size, SETTLE_MS);
  const [margin] = useDebouncedValue(settings.margin, SETTLE_MS);
  const { crop, format } = settings;
  const align = useCallback(
    (...[upload, signal]: Parameters<typeof api.landmarks>) => {
      const options: AlignOptions = { size, crop, margin, format };
      return api.align(upload, options, signal);
    },
    [api, size, crop, margin, format],
  );
  const batch = useBatch(
    useCallback(
      async (file, signal) => {
        const { upload, name } = await preparePicture(file, file.name, signal);
        return filesOf(name, await align(upload, signal));
      },
      [align],
    ),
  );
  return {
    faces: useFaces<AlignAnswer>(settings.picture, align),
    settings,
    change,
    batch,
  };
}
