import { Chip, Group } from '@mantine/core';

import type { Layers } from './draw';

const LABELS: readonly (readonly [keyof Layers, string])[] = [
  ['boxes', 'Boxes'],
  ['numbers', 'Numbers'],
  ['landmarks', 'Landmarks'],
];

interface Props {
  layers: Layers;
  onChange: (layers: Layers) => void;
}

export function LayerToggles({ layers, onChange }: Props) {
  return (
    <Group gap={6} role="group" aria-label="Drawn over the picture">
      {LABELS.map(([layer, label]) => (
        <Chip
          key={layer}
          size="xs"
          variant="light"
          checked={layers[layer]}
          onChange={(on) => {
            onChange({ ...layers, [layer]: on });
          }}
        >
          {label}
        </Chip>
      ))}
    </Group>
  );
}
