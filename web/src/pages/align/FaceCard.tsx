import { Button, Card, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import type { AlignedFace } from '../../api/types';
import { degrees, pixels } from './words';
import classes from './align.module.css';

interface Props {
  face: AlignedFace;
  selected: boolean;
  onSelect: () => void;
  onDownload: () => void;
}

export function FaceCard({ face, selected, onSelect, onDownload }: Props) {
  const name = `Face ${face.index}`;
  return (
    <Card
      withBorder
      radius="lg"
      padding="sm"
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
      <Text fw={600} mt="sm">
        {name}
      </Text>
      <dl className={classes.facts}>
        <Fact
          term="Roll"
          value={degrees(face.roll)}
          help="How far the head leans in the picture; 0° is upright."
        />
        <Fact
          term="Eye distance"
          value={pixels(face.inter_ocular_distance)}
          help="Inter-ocular distance, between the centres of the eyes."
        />
        <Fact
          term="Detector"
          value={`${Math.floor(face.probability * 100)}%`}
          help="How sure the detector is that this is a face."
        />
      </dl>
      <Button
        fullWidth
        mt="sm"
        size="xs"
        variant="light"
        leftSection={<IconDownload size={16} />}
        aria-label={`Download ${name.toLowerCase()}`}
        onClick={onDownload}
      >
        Download
      </Button>
    </Card>
  );
}

function Fact({ term, value, help }: { term: string; value: string; help: string }) {
  return (
    <Tooltip label={help} multiline maw={240} withArrow>
      <Group justify="space-between" gap={0}>
        <Text component="dt" fz={{ base: 'xs', sm: 'sm' }} c="dimmed">
          {term}
        </Text>
        <Text
          component="dd"
          m={0}
          fz={{ base: 'xs', sm: 'sm' }}
          className={classes.figure}
        >
          {value}
        </Text>
      </Group>
    </Tooltip>
  );
}
