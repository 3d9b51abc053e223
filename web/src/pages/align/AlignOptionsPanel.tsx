import { Input, Paper, SegmentedControl, Select, Slider, Stack } from '@mantine/core';

import type { AlignOptions, Crop, Format } from '../../api/types';

// 112 and 160 are what common face embedders take in.
const SIZES = [112, 160, 224, 256, 384, 512, 768, 1024];

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
  options: AlignOptions;
  onChange: (options: AlignOptions) => void;
}

export function AlignOptionsPanel({ options, onChange }: Props) {
  const change = (changed: Partial<AlignOptions>) => {
    onChange({ ...options, ...changed });
  };
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label="Options">
      <Stack gap="lg">
        <Input.Wrapper label="Crop" labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label="Crop"
            data={CROPS}
            value={options.crop}
            onChange={(crop) => {
              change({ crop });
            }}
          />
        </Input.Wrapper>
        <Select
          label="Size"
          description="Side of each aligned face"
          allowDeselect={false}
          data={SIZES.map((size) => ({ value: String(size), label: `${size} px` }))}
          value={String(options.size)}
          onChange={(size) => {
            change({ size: Number(size) });
          }}
        />
        <Input.Wrapper
          label="Margin"
          description={`${Math.round(options.margin * 100)}% more around the face`}
          labelElement="div"
        >
          <Slider
            mt="xs"
            mb="md"
            min={0}
            max={1}
            step={0.05}
            label={null}
            thumbLabel="Margin"
            marks={[{ value: 0 }, { value: 0.5 }, { value: 1 }]}
            value={options.margin}
            onChange={(margin) => {
              change({ margin });
            }}
          />
        </Input.Wrapper>
        <Input.Wrapper label="Format" labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label="Format"
            data={FORMATS}
            value={options.format}
            onChange={(format) => {
              change({ format });
            }}
          />
        </Input.Wrapper>
      </Stack>
    </Paper>
  );
}
