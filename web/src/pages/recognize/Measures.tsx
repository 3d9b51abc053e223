import { Progress, Stack, Text } from '@mantine/core';

import type { DescribedFace } from '../../api/types';
import classes from './recognize.module.css';

/** Below this a measure is one of the reasons to take a face with care. */
const NEEDED = 0.5;

/** How good a face is, measure by measure. */
export function Measures({ face }: { face: DescribedFace }) {
  return (
    <Stack gap={6}>
      {Object.entries(face.quality.measures).map(([name, measure]) => (
        <div key={name} className={classes.measure}>
          <Text fz="xs">{name}</Text>
          <Progress
            size="sm"
            value={measure * 100}
            color={measure < NEEDED ? 'orange' : 'teal'}
            aria-label={`${name}: ${measure.toFixed(2)} of 1`}
          />
          <Text fz="xs" c="dimmed">
            {measure.toFixed(2)}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
