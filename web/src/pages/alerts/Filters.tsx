import { Group, Select } from '@mantine/core';

import { useCameras } from '../../api/useLists';
import { OneOf } from '../../components/OneOf';
import type { AlertSettings } from './settings';

interface Props {
  settings: AlertSettings;
  onChange: (changed: Partial<AlertSettings>) => void;
}

/** Which alerts are listed. */
export function Filters({ settings: { state, kind, camera }, onChange }: Props) {
  const known = useCameras();
  const cameras = new Map((known.answer ?? []).map(({ name, label }) => [name, label]));
  if (camera !== '' && !cameras.has(camera)) cameras.set(camera, camera);
  return (
    <Group gap="md" align="flex-end">
      <OneOf
        label="Decision"
        choices={[
          { value: 'candidate', label: 'To decide' },
          { value: 'confirmed', label: 'Confirmed' },
          { value: 'rejected', label: 'Rejected' },
          { value: 'all', label: 'All' },
        ]}
        value={state}
        onChange={(chosen) => {
          onChange({ state: chosen, alert: '' });
        }}
      />
      <OneOf
        label="About"
        choices={[
          { value: 'all', label: 'Everyone' },
          { value: 'customer', label: 'Customers' },
          { value: 'watchlist', label: 'Watch list' },
        ]}
        value={kind}
        onChange={(chosen) => {
          onChange({ kind: chosen, alert: '' });
        }}
      />
      {cameras.size > 0 && (
        <Select
          size="xs"
          label="Camera"
          placeholder="every camera"
          clearable
          clearButtonProps={{ 'aria-label': 'Take every camera' }}
          maw={220}
          data={[...cameras].map(([value, label]) => ({ value, label }))}
          value={camera === '' ? null : camera}
          onChange={(chosen) => {
            onChange({ camera: chosen ?? '', alert: '' });
          }}
        />
      )}
    </Group>
  );
}
