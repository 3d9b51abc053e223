import { useCallback } from 'react';

import { useApi } from '../api/context';
import { KeptPicture } from './KeptPicture';

interface Props {
  id: string;
  alt: string;
  className?: string | undefined;
}

/** The face as the camera saw it. */
export function SightingCrop({ id, ...shown }: Props) {
  const { watch } = useApi();
  const ask = useCallback((signal: AbortSignal) => watch.crop(id, signal), [watch, id]);
  return <KeptPicture ask={ask} {...shown} />;
}

/** The picture that the person is looked for by. */
export function ReferencePicture({ id, ...shown }: Props) {
  const { watch } = useApi();
  const ask = useCallback(
    (signal: AbortSignal) => watch.reference(id, signal),
    [watch, id],
  );
  return <KeptPicture ask={ask} {...shown} />;
}
