import { Card, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';

import type { AlignedFace } from '../../api/types';
import { Fold } from '../../components/Fold';
import { KeepButtons } from '../../components/KeepButtons';
import type { NamedFile } from '../../save';
import { degrees, pixels } from './words';
import classes from './align.module.css';

interface Props {
  face: AlignedFace;
  selected: boolean;
  onSelect: () => void;
  file: () => NamedFile;
}

export function FaceCard({ face, selected, onSelect, file }: Props) {
  const name = `Face ${face.index + 1}`;
  return (
    <Card
      withBorder
      radius="lg"
      padding="xs"
      className={classes.card}
      data-selected={selected}
    >
      <Card.Section>
        <UnstyledButton
          className={classes.portrait}
          aria-pressed={selected}
          aria-label={`Mark ${name.toLowerCase()} in the picture`}
          onClick={onSelect}
        >
          <img src={face.aligned.image} alt={`${name}, aligned`} />
        </UnstyledButton>
      </Card.Section>
      <Group justify="space-between" wrap="nowrap" gap={4} mt="xs">
        <Text fw={600} fz="sm">
          {name}
        </Text>
        <KeepButtons what={name.toLowerCase()} file={file} small />
      </Group>
      <Fold summary="Figures">
        <dl className={classes.facts}>
          <Fact
            term="Roll"
            value={degrees(face.roll)}
            help="How far the head leans in the picture; 0° is upright."
          />
          <Fact
            term="Eyes apart"
            value={pixels(face.inter_ocular_distance)}
            help="Inter-ocular distance, between the centres of the eyes."
          />
          <Fact
            term="Detector"
            value={`${Math.floor(face.probability * 100)}%`}
            help="How sure the detector is that this is a face."
          />
        </dl>
      </Fold>
    </Card>
  );
}

function Fact({ term, value, help }: { term: string; value: string; help: string }) {
  return (
    <Tooltip label={help} multiline maw={240} withArrow>
      <Group justify="space-between" gap={0}>
        <Text component="dt" fz="xs" c="dimmed">
          {term}
        </Text>
        <Text component="dd" m={0} fz="xs" className={classes.figure}>
          {value}
        </Text>
      </Group>
    </Tooltip>
  );
}
