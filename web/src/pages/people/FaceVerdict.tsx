import { Checkbox, Stack, Text } from '@mantine/core';

import type { SearchedFace } from '../../api/types';
import classes from './people.module.css';

interface Props {
  face: SearchedFace;
  anyQuality: boolean;
  onAnyQuality: (any: boolean) => void;
}

/** Whether the chosen face will do, and whether it is somebody who is there already. */
export function FaceVerdict({ face, anyQuality, onAnyQuality }: Props) {
  const { reasons } = face.quality;
  return (
    <Stack gap={6} role="status">
      {reasons.length === 0 ? (
        <Text fz="sm">This face is seen well enough to be recognised by.</Text>
      ) : (
        <>
          <Text fz="sm" className={classes.amiss}>
            This face would be recognised badly: {reasons.join('; ')}.
          </Text>
          <Checkbox
            label="Take it all the same"
            checked={anyQuality}
            onChange={(event) => {
              onAnyQuality(event.currentTarget.checked);
            }}
          />
        </>
      )}
      {face.label !== null && (
        <Text fz="sm" className={classes.amiss}>
          This looks like {face.label}, who is enrolled already. Add the picture to them
          instead, unless this is somebody else.
        </Text>
      )}
    </Stack>
  );
}
