import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import type { NamedFace } from '../../api/types';
import { Fold } from '../../components/Fold';
import { FaceCrop } from '../../overlay/FaceCrop';
import { Measures } from './Measures';
import classes from './recognize.module.css';

interface Props {
  face: NamedFace;
  source: CanvasImageSource | null;
  scale: number;
  selected: boolean;
  onSelect: () => void;
}

/** One face in the list: what it looks like, and what is amiss with it if anything. */
export function FaceRow({ face, source, scale, selected, onSelect }: Props) {
  const { reasons } = face.quality;
  const width = Math.round(face.box.right - face.box.left);
  return (
    <li className={classes.row} data-selected={selected}>
      <UnstyledButton
        className={classes.face}
        aria-pressed={selected}
        onClick={onSelect}
      >
        <FaceCrop source={source} scale={scale} face={face} side={52} />
        <div>
          <Text fw={600} className={classes.name}>
            {face.label ?? `Face ${face.index + 1}`}
          </Text>
          <Text fz="xs" c="dimmed">
            {face.label !== null && face.similarity !== null
              ? `similarity ${face.similarity.toFixed(2)}`
              : reasons.length === 0
                ? 'good for comparing'
                : 'take with care'}
            , {width} px wide
          </Text>
        </div>
      </UnstyledButton>
      {reasons.length > 0 && (
        <Group gap={6} wrap="nowrap" align="flex-start" className={classes.amiss}>
          <IconAlertTriangle size={16} aria-hidden />
          <Text fz="sm">{reasons.join('; ')}</Text>
        </Group>
      )}
      {selected && (
        <div className={classes.more}>
          <Fold summary="Quality in figures" open={reasons.length > 0}>
            <Measures face={face} />
          </Fold>
        </div>
      )}
    </li>
  );
}
