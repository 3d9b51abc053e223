import { Group, Text, UnstyledButton } from '@mantine/core';

import { sampleAddress, SAMPLES } from './samples';
import classes from './picture.module.css';

interface Props {
  onSample: (name: string) => void;
}

/** Public-domain pictures, for those who have no picture at hand. */
export function SamplePictures({ onSample }: Props) {
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={6}>
        No picture at hand? Take one of these.
      </Text>
      <Group gap={8} justify="center">
        {SAMPLES.map(({ name, title, about }) => (
          <UnstyledButton
            key={name}
            className={classes.sample}
            title={`${title} (${about})`}
            onClick={() => {
              onSample(name);
            }}
          >
            <img src={sampleAddress(name)} width={48} height={48} alt={title} />
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
