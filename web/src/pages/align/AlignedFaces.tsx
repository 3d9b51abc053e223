import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';

import type { AlignAnswer } from '../../api/types';
import { save, zip } from '../../save';
import { FaceCard } from './FaceCard';
import { fileOf, filesOf } from './files';
import classes from './align.module.css';

interface Props {
  /** Name of the picture, from which the files are named. */
  name: string;
  found: AlignAnswer;
  busy: boolean;
  selected: number | null;
  onSelect: (index: number) => void;
}

export function AlignedFaces({ name, found, busy, selected, onSelect }: Props) {
  const saveAll = async () => {
    const stem = name.replace(/\.[^.]*$/, '');
    save({ name: `${stem}-faces.zip`, body: await zip(filesOf(name, found)) });
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
            leftSection={<IconFileZip size={16} aria-hidden />}
            onClick={() => void saveAll()}
          >
            Download all
          </Button>
        )}
      </Group>
      <SimpleGrid
        cols={columns(found.faces.length)}
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
              onSelect(face.index);
            }}
            file={() => fileOf(name, face)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

/** Few faces are shown large, many so that they fit beside their picture. */
function columns(count: number) {
  if (count === 1) return 1;
  return count <= 4 ? 2 : { base: 2, sm: 3 };
}
