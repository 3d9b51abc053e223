import { Group, Text, UnstyledButton } from '@mantine/core';

import classes from './samples.module.css';

interface Sample {
  file: string;
  name: string;
  credit: string;
}

const SAMPLES: readonly Sample[] = [
  {
    file: '/samples/astronaut.jpg',
    name: 'The astronaut',
    credit: 'NASA, public domain',
  },
  {
    file: '/samples/grace-hopper.jpg',
    name: 'Grace Hopper',
    credit: 'US Navy, public domain',
  },
];

/** Two public-domain portraits, for those who have no picture at hand. */
export function SamplePictures({
  onPicture,
}: {
  onPicture: (file: Blob, name: string) => void;
}) {
  const take = async (sample: Sample) => {
    const response = await fetch(sample.file);
    onPicture(await response.blob(), sample.file.replace('/samples/', ''));
  };
  return (
    <div>
      <Text fz="sm" c="dimmed" mb="xs">
        No picture at hand? Try one of these.
      </Text>
      <Group gap="sm" justify="center">
        {SAMPLES.map((sample) => (
          <UnstyledButton
            key={sample.file}
            className={classes.sample}
            title={`${sample.name} (${sample.credit})`}
            onClick={() => void take(sample)}
          >
            <img src={sample.file} width={64} height={64} alt={sample.name} />
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
