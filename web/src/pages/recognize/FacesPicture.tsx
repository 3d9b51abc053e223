import { Group, Loader, Paper, Stack, Text } from '@mantine/core';

import { PictureCanvas } from '../../overlay/PictureCanvas';
import { PictureButtons } from '../../picture/PictureButtons';
import type { Faces } from './useFaces';
import { facesInWords } from './words';

const LAYERS = { boxes: true, numbers: true, landmarks: false };

/** The chosen picture with its faces, and the way to another one. */
export function FacesPicture({ faces }: { faces: Faces }) {
  const { preparation, finding, shown, size, boxes } = faces;
  const busy = preparation.busy || finding.busy;
  const words = finding.answer ? facesInWords(finding.answer.faces.length) : '';
  return (
    <Paper withBorder radius="lg" p={{ base: 'xs', sm: 'md' }}>
      <Stack gap="sm">
        {size && (
          <PictureCanvas
            picture={size}
            source={shown}
            faces={boxes}
            layers={LAYERS}
            selected={faces.face}
            onSelect={(index) => {
              if (index !== null) faces.setFace(index);
            }}
            label={`${preparation.answer?.name ?? 'The picture'}. ${words}`}
          />
        )}
        <Group justify="space-between" gap="xs">
          <Group gap="xs" role="status" mih={24}>
            {busy && <Loader size={16} />}
            <Text fz="sm" fw={600}>
              {busy ? 'Looking for faces…' : words}
            </Text>
          </Group>
          <PictureButtons
            onPicture={faces.choose}
            chooseLabel="Another picture"
            size="xs"
            variant="light"
          />
        </Group>
      </Stack>
    </Paper>
  );
}
