import { Stack, Text } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../../api/context';
import type { Case } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';
import { Working } from '../../components/Working';
import { PictureButtons } from '../../picture/PictureButtons';
import { Refused } from '../../picture/Refused';
import { useAddPictures } from '../../picture/useAddPictures';
import { useDrop } from '../../picture/useDrop';
import { KeptPicture } from '../../watching/KeptPicture';
import classes from './watchlist.module.css';

interface Props {
  one: Case;
  onChanged: () => void;
}

/** The pictures that somebody is looked for by: dropped, chosen or taken here. */
export function CasePictures({ one: { id, pictures, state }, onChanged }: Props) {
  const { watch } = useApi();
  const { action, refused, add } = useAddPictures(
    (upload, signal) => watch.addPicture(id, upload, signal),
    onChanged,
  );
  const { dragging, handlers } = useDrop(add);
  return (
    <section
      aria-label={`Pictures of case ${id}`}
      className={classes.pictures}
      data-dragging={dragging}
      {...handlers}
    >
      <Stack gap="xs">
        {pictures.length > 0 && (
          <div className={classes.row}>
            {pictures.map(({ n }) => (
              <CasePicture key={n} id={id} n={n} />
            ))}
          </div>
        )}
        {action.busy ? (
          <Working words="Adding the picture…" onCancel={action.cancel} />
        ) : (
          <>
            <Text fz="sm" c="dimmed">
              {pictures.length === 0
                ? 'Drop a picture of the person here: nobody is found without one.'
                : 'Drop more pictures here: different light and angles help.'}
            </Text>
            {state === 'active' ? (
              <PictureButtons onFiles={add} several again={pictures.length > 0} />
            ) : (
              <Text fz="sm">Pictures can be added once the case runs again.</Text>
            )}
          </>
        )}
        <Refused sentences={refused} />
        <ActionError title="The picture was not added" action={action} />
      </Stack>
    </section>
  );
}

function CasePicture({ id, n }: { id: string; n: number }) {
  const { watch } = useApi();
  const ask = useCallback(
    (signal: AbortSignal) => watch.casePicture(id, n, signal),
    [watch, id, n],
  );
  return (
    <KeptPicture
      ask={ask}
      alt={`Picture ${n + 1} of case ${id}`}
      className={classes.thumb}
    />
  );
}
