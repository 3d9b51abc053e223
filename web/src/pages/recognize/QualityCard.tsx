import { Badge, Card, Group, Progress, Stack, Text } from '@mantine/core';

import type { DescribedFace } from './types';
import { percent } from './words';

const NEEDED = 0.5;
const COLOURS = { good: 'teal', poor: 'orange' } as const;

interface Props {
  face: DescribedFace;
  selected: boolean;
  onSelect: () => void;
}

/** One face: how sure, how good, and what is amiss. */
export function QualityCard({ face, selected, onSelect }: Props) {
  const { quality } = face;
  const width = Math.round(face.box.right - face.box.left);
  const height = Math.round(face.box.bottom - face.box.top);
  return (
    <Card
      withBorder
      radius="lg"
      padding="md"
      component="button"
      type="button"
      ta="left"
      aria-pressed={selected}
      onClick={onSelect}
      style={selected ? { borderColor: 'var(--mantine-color-yellow-5)' } : {}}
    >
      <Group justify="space-between">
        <Text fw={600}>Face {face.index}</Text>
        <Badge color={colour(quality.score)} variant="light" tt="none">
          quality {quality.score.toFixed(2)}
        </Badge>
      </Group>
      <Text fz="sm" c="dimmed">
        {width} × {height} px, detector {percent(Math.floor(face.probability * 1000) / 1000)}{' '}
        sure
      </Text>
      <Stack gap={6} mt="sm">
        {Object.entries(quality.measures).map(([name, measure]) => (
          <div key={name}>
            <Group justify="space-between" gap="xs">
              <Text fz="xs">{name}</Text>
              <Text fz="xs" c="dimmed">
                {measure.toFixed(2)}
              </Text>
            </Group>
            <Progress
              size="sm"
              value={measure * 100}
              color={colour(measure)}
              aria-label={`${name}: ${measure.toFixed(2)} of 1`}
            />
          </div>
        ))}
      </Stack>
      {quality.reasons.map((reason) => (
        <Text key={reason} fz="sm" mt="xs" c="orange">
          {reason}
        </Text>
      ))}
    </Card>
  );
}

function colour(measure: number): string {
  return measure < NEEDED ? COLOURS.poor : COLOURS.good;
}
