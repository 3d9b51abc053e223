import { Group, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';

import { sampleAddress, SAMPLES, type Sample } from './samples';
import classes from './picture.module.css';

interface Props {
  samples?: readonly Sample[] | undefined;
  onSample: (name: string) => void;
}

/** Public-domain pictures, for those who have no picture at hand. */
export function SamplePictures({ samples = SAMPLES, onSample }: Props) {
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const there = samples.filter(({ name }) => !missing.has(name));
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={6}>
        No picture at hand? Take one of these.
      </Text>
      <Group gap={8} justify="center">
        {there.map(({ name, title, about }) => (
          <UnstyledButton
            key={name}
            className={classes.sample}
            title={`${title} (${about})`}
            onClick={() => {
              onSample(name);
            }}
          >
            <img
              src={sampleAddress(name)}
              width={48}
              height={48}
              alt={title}
              onError={() => {
                setMissing((before) => new Set([...before, name]));
              }}
            />
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
