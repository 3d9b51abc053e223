import { Group, Loader, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { isWorthRetrying, sentenceFor } from '../../api/errors';
import type { FoundFace } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import type { Layers } from '../../overlay/draw';
import { PictureCanvas } from '../../overlay/PictureCanvas';
import { PictureButtons } from '../../picture/PictureButtons';
import { PictureInput } from '../../picture/PictureInput';
import { SamplePictures } from '../../picture/SamplePictures';
import type { Side } from './useSide';

interface Props {
  side: Side;
  /** What this picture is for: a short word and a prompt. */
  title: string;
  prompt: string;
  /** Whether every face is chosen, whichever was clicked. */
  everyone?: boolean;
  children?: ReactNode;
}

const LAYERS: Layers = { boxes: true, numbers: true, landmarks: false };
const NO_FACES: FoundFace[] = [];

/** A drop zone that becomes its picture, with faces to click on. */
export function SidePanel({ side, title, prompt, everyone = false, children }: Props) {
  const { preparation, finding } = side;
  const prepared = preparation.answer;
  const error: unknown = preparation.error ?? finding.error;
  return (
    <Stack gap="sm">
      <Text fw={600}>{title}</Text>
      <PictureInput
        onPicture={side.choose}
        label={title}
        title={prompt}
        paste={false}
        footer={<SamplePictures onPicture={side.choose} />}
      >
        {prepared && (
          <Paper withBorder radius="lg" p="sm">
            <Stack gap="sm">
              <Chosen side={side} everyone={everyone} />
              <Group justify="space-between" gap="xs">
                <Count side={side} />
                <PictureButtons
                  onPicture={side.choose}
                  chooseLabel="Another picture"
                  size="xs"
                  variant="light"
                />
              </Group>
              {children}
            </Stack>
          </Paper>
        )}
      </PictureInput>
      {error !== null && (
        <ErrorNotice
          title={prepared ? 'No faces to swap' : 'This picture can’t be sent'}
          sentence={sentenceFor(error)}
          {...(isWorthRetrying(error) ? { onRetry: side.retry } : {})}
        />
      )}
    </Stack>
  );
}

function Chosen({ side, everyone }: { side: Side; everyone: boolean }) {
  const prepared = side.preparation.answer;
  const found = side.finding.answer;
  const size = found?.picture ?? prepared?.scaledTo ?? prepared?.original;
  if (!prepared || !size) return null;
  return (
    <PictureCanvas
      picture={size}
      source={prepared.preview}
      faces={found?.faces ?? NO_FACES}
      layers={LAYERS}
      selected={everyone ? null : side.face}
      onSelect={(index) => {
        if (index !== null) side.setFace(index);
      }}
      label={prepared.name}
    />
  );
}

function Count({ side }: { side: Side }) {
  if (side.preparation.busy || side.finding.busy) {
    return (
      <Group gap="xs" role="status">
        <Loader size={16} />
        <Text fz="sm">Looking for faces…</Text>
      </Group>
    );
  }
  const count = side.finding.answer?.faces.length ?? 0;
  if (count === 0) return null;
  return (
    <Text fz="sm" c="dimmed" role="status">
      {count === 1 ? '1 face' : `${count} faces; click on the one to use`}
    </Text>
  );
}
