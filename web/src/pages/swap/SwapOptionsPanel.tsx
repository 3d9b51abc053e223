import { Group, Input, SegmentedControl, Switch } from '@mantine/core';

import type { Format, SwapOptions } from '../../api/types';
import { BLENDS } from './fields';

const FORMATS: { value: Format; label: string }[] = [
  { value: 'jpeg', label: 'JPEG' },
  { value: 'png', label: 'PNG' },
  { value: 'webp', label: 'WebP' },
];

interface Props {
  options: SwapOptions;
  onChange: (options: SwapOptions) => void;
}

export function SwapOptionsPanel({ options, onChange }: Props) {
  return (
    <Group gap="lg" align="flex-end" component="section" aria-label="Options">
      <Input.Wrapper label="Blend" labelElement="div">
        <SegmentedControl
          mt={4}
          display="flex"
          aria-label="Blend"
          data={BLENDS}
          value={options.blend}
          onChange={(blend) => {
            onChange({ ...options, blend });
          }}
        />
      </Input.Wrapper>
      <Input.Wrapper label="Format" labelElement="div">
        <SegmentedControl
          mt={4}
          display="flex"
          aria-label="Format"
          data={FORMATS}
          value={options.format}
          onChange={(format) => {
            onChange({ ...options, format });
          }}
        />
      </Input.Wrapper>
      <Switch
        pb={6}
        label="Write “Face swapped” on it"
        checked={options.label}
        onChange={(event) => {
          onChange({ ...options, label: event.currentTarget.checked });
        }}
      />
    </Group>
  );
}
