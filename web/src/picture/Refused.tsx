import { Text } from '@mantine/core';

import classes from './picture.module.css';

/** Which files were not taken, and why. */
export function Refused({ sentences }: { sentences: readonly string[] }) {
  return sentences.map((sentence) => (
    <Text key={sentence} fz="sm" className={classes.refused} role="alert">
      {sentence}
    </Text>
  ));
}
