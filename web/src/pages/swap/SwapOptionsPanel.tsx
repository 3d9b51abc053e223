import { Group, Switch } from '@mantine/core';

import type { Format } from '../../api/types';
import { OneOf } from '../../components/OneOf';
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
      <OneOf
        label="Blend"
        choices={BLENDS}
        value={settings.blend}
        onChange={(blend) => {
          onChange({ blend });
        }}
      />
      <OneOf
        label="Format"
        choices={FORMATS}
        value={settings.format}
        onChange={(format) => {
          onChange({ format });
        }}
      />
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
