import { Group, Input, Select, Slider } from '@mantine/core';

import type { Crop, Format } from '../../api/types';
import { OneOf } from '../../components/OneOf';
import { SIZES, type AlignSettings } from './settings';

const CROPS: { value: Crop; label: string }[] = [
  { value: 'face', label: 'Face' },
  { value: 'head', label: 'Whole head' },
];

const FORMATS: { value: Format; label: string }[] = [
  { value: 'png', label: 'PNG' },
  { value: 'jpeg', label: 'JPEG' },
  { value: 'webp', label: 'WebP' },
];

interface Props {
  settings: AlignSettings;
  onChange: (changed: Partial<AlignSettings>) => void;
}

export function AlignOptionsBar({ settings, onChange }: Props) {
  return (
    <Group gap="md" align="flex-end" component="section" aria-label="Options">
      <OneOf
        label="Crop"
        choices={CROPS}
        value={settings.crop}
        onChange={(crop) => {
          onChange({ crop });
        }}
      />
      <Select
        label="Size"
        size="xs"
        w={104}
        allowDeselect={false}
        data={SIZES.map((size) => ({ value: String(size), label: `${size} px` }))}
        value={String(settings.size)}
        onChange={(size) => {
          onChange({ size: Number(size) });
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
      <Input.Wrapper
        size="xs"
        label={`Margin: ${Math.round(settings.margin * 100)}%`}
        labelElement="div"
        w={150}
      >
        <Slider
          mt={10}
          mb={8}
          size="sm"
          min={0}
          max={1}
          step={0.05}
          label={null}
          thumbLabel="Margin"
          value={settings.margin}
          onChange={(margin) => {
            onChange({ margin });
          }}
        />
      </Input.Wrapper>
    </Group>
  );
}
