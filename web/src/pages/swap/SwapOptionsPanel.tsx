import { Group, Input, SegmentedControl, Switch } from '@mantine/core';

import type { Format } from '../../api/types';
import { BLENDS } from './fields';
import type { SwapSettings } from './settings';

const FORMATS: { value: Format; label: string }[] = [
  { value: 'jpeg', label: 'JPEG' },
  { value: 'png', label: 'PNG' },
  { value: 'webp', label: 'WebP' },
];

interface Props {
  settings: SwapSettings;
  onChange: (changed: Partial<SwapSettings>) => void;
}

export function SwapOptionsPanel({ settings, onChange }: Props) {
  return (
    <Group gap="md" align="flex-end" component="section" aria-label="Options">
      <Input.Wrapper size="xs" label="Blend" labelElement="div">
        <SegmentedControl
          size="xs"
          mt={4}
          display="flex"
          aria-label="Blend"
          data={BLENDS}
          value={settings.blend}
          onChange={(blend) => {
            onChange({ blend });
          }}
        />
      </Input.Wrapper>
      <Input.Wrapper size="xs" label="Format" labelElement="div">
        <SegmentedControl
          size="xs"
          mt={4}
          display="flex"
          aria-label="Format"
          data={FORMATS}
          value={settings.format}
          onChange={(format) => {
            onChange({ format });
          }}
        />
      </Input.Wrapper>
      <Switch
        pb={4}
        size="sm"
        label="Write “Face swapped” on it"
        checked={settings.label}
        onChange={(event) => {
          onChange({ label: event.currentTarget.checked });
        }}
      />
      <Switch
        pb={4}
        size="sm"
        label="Take a poor face too"
        checked={settings.anyQuality}
        onChange={(event) => {
          onChange({ anyQuality: event.currentTarget.checked });
        }}
      />
    </Group>
  );
}
