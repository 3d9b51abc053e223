import { Badge, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import type { AlignResponse, FoundFace } from '../../api/types';
import type { Layers } from '../../overlay/draw';
import { LayerToggles } from '../../overlay/LayerToggles';
import { PictureCanvas } from '../../overlay/PictureCanvas';
import type { PreparedPicture } from '../../picture/prepare';
import { PictureButtons } from '../../picture/PictureButtons';
import { sizeInWords } from '../../picture/words';
import { facesInWords, turnInWords } from './words';
import classes from './align.module.css';

interface Props {
  prepared: PreparedPicture;
  found: AlignResponse | null;
  busy: boolean;
  selected: number | null;
  onSelect: (index: number | null) => void;
  onPicture: (file: Blob, name: string) => void;
}

const NO_FACES: FoundFace[] = [];

/** The chosen picture, what was found in it, and the way to another one. */
export function AlignPicture(props: Props) {
  const { prepared, found, busy, selected, onSelect, onPicture } = props;
  const [layers, setLayers] = useState<Layers>({
    boxes: true,
    numbers: true,
    landmarks: true,
  });
  const size = found?.picture ?? prepared.scaledTo ?? prepared.original;
  const summary = found ? facesInWords(found.faces.length) : '';
  return (
    <Paper withBorder radius="lg" p={{ base: 'xs', sm: 'md' }}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs" role="status" mih={24}>
            {busy ? (
              <>
                <Loader size={16} />
                <Text fz="sm">Looking for faces…</Text>
              </>
            ) : (
              <Text fz="sm" fw={600}>
                {summary}
              </Text>
            )}
            {found && found.picture.turned !== 0 && (
              <Badge color="orange" variant="light" tt="none">
                {turnInWords(found.picture.turned)}
              </Badge>
            )}
          </Group>
          {found && <LayerToggles layers={layers} onChange={setLayers} />}
        </Group>
        <div className={classes.picture} data-busy={busy}>
          {size && (
            <PictureCanvas
              picture={size}
              source={prepared.preview}
              faces={found?.faces ?? NO_FACES}
              layers={layers}
              selected={selected}
              onSelect={onSelect}
              label={`${prepared.name}. ${summary}`}
            />
          )}
        </div>
        <Group justify="space-between" gap="xs">
          <Provenance prepared={prepared} />
          <PictureButtons
            onPicture={onPicture}
            chooseLabel="Another picture"
            size="xs"
            variant="light"
          />
        </Group>
      </Stack>
    </Paper>
  );
}

function Provenance({ prepared }: { prepared: PreparedPicture }) {
  const { name, original, scaledTo, preview } = prepared;
  return (
    <div className={classes.provenance}>
      <Text fz="sm" truncate>
        {name}
      </Text>
      <Text fz="xs" c="dimmed">
        {original && sizeInWords(original)}
        {scaledTo && `, sent as ${sizeInWords(scaledTo)}`}
        {!preview && 'This browser can’t show this kind of picture.'}
      </Text>
    </div>
  );
}
