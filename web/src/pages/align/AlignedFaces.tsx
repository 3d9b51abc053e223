import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';

import type { AlignedFace, AlignResponse } from '../../api/types';
import { dataUriToBlob, faceFileName, save, zip, type NamedFile } from '../../save';
import { FaceCard } from './FaceCard';
import classes from './align.module.css';

interface Props {
  /** Name of the picture, from which the files are named. */
  name: string;
  found: AlignResponse;
  busy: boolean;
  selected: number | null;
  onSelect: (index: number | null) => void;
}

export function AlignedFaces({ name, found, busy, selected, onSelect }: Props) {
  const file = (face: AlignedFace): NamedFile => {
    const body = dataUriToBlob(face.aligned.image);
    return { name: faceFileName(name, face.index, body.type), body };
  };
  const saveAll = async () => {
    const stem = name.replace(/\.[^.]*$/, '');
    save({ name: `${stem}-faces.zip`, body: await zip(found.faces.map(file)) });
  };
  return (
    <Stack component="section" aria-label="Aligned faces">
      <Group justify="space-between">
        <Title order={2} fz="h3">
          Aligned faces
        </Title>
        {found.faces.length > 1 && (
          <Button
            variant="light"
            size="xs"
            leftSection={<IconFileZip size={16} />}
            onClick={() => void saveAll()}
          >
            Download all
          </Button>
        )}
      </Group>
      <SimpleGrid
        cols={{ base: 2, sm: 3 }}
        spacing={{ base: 'xs', sm: 'md' }}
        className={classes.picture}
        data-busy={busy}
      >
        {found.faces.map((face) => (
          <FaceCard
            key={face.index}
            face={face}
            selected={face.index === selected}
            onSelect={() => {
              onSelect(face.index === selected ? null : face.index);
            }}
            onDownload={() => {
              save(file(face));
            }}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
