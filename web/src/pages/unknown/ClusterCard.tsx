import { Checkbox, Paper, Text } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../../api/context';
import type { Cluster, UnknownFace } from '../../api/watchTypes';
import { KeptPicture } from '../../watching/KeptPicture';
import { moment, span } from '../../watching/words';
import type { Chosen } from './choice';
import classes from './unknown.module.css';

interface Props {
  cluster: Cluster;
  chosen: Chosen;
  onToggle: (ids: readonly string[]) => void;
}

/** The faces of one person, as far as the service can tell; each can be left out. */
export function ClusterCard({ cluster, chosen, onToggle }: Props) {
  const { faces, first, last, cameras } = cluster;
  const ids = faces.map(({ id }) => id);
  const taken = ids.filter((id) => chosen.has(id)).length;
  const words = `Somebody seen ${times(faces.length)}`;
  return (
    <Paper
      component="li"
      withBorder
      radius="lg"
      p="md"
      className={classes.cluster}
      data-chosen={taken > 0}
    >
      <Checkbox
        label={<span className={classes.title}>{words}</span>}
        description={`${cameras.join(', ')}; ${span(first, last)}`}
        checked={taken === ids.length}
        indeterminate={taken > 0 && taken < ids.length}
        onChange={() => {
          onToggle(ids);
        }}
      />
      <ul className={classes.faces}>
        {faces.map((face) => (
          <li key={face.id}>
            <Face
              face={face}
              chosen={chosen.has(face.id)}
              onToggle={() => {
                onToggle([face.id]);
              }}
            />
          </li>
        ))}
      </ul>
      {taken > 0 && faces.length > 1 && (
        <Text fz="xs" c="dimmed">
          {taken} of {faces.length} chosen. Leave out a face that is somebody else.
        </Text>
      )}
    </Paper>
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

interface FaceProps {
  face: UnknownFace;
  chosen: boolean;
  onToggle: () => void;
}

function Face({ face, chosen, onToggle }: FaceProps) {
  const { watch } = useApi();
  const { id, camera, first } = face;
  const ask = useCallback(
    (signal: AbortSignal) => watch.unknownCrop(id, signal),
    [watch, id],
  );
  return (
    <label className={classes.face}>
      <input
        type="checkbox"
        checked={chosen}
        aria-label={`The face at ${camera}, ${moment(first)}`}
        onChange={onToggle}
      />
      <KeptPicture ask={ask} alt="" className={classes.crop} />
    </label>
  );
}
