import { Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import type { NamedUnknown } from '../../api/watchTypes';
import { AnswerNotice } from '../../components/AnswerNotice';
import { EnrolledNotice } from '../../components/EnrolledNotice';
import { facesInWords } from '../../components/numbers';
import { PageHeading } from '../../components/PageHeading';
import { Working } from '../../components/Working';
import { ChosenFaces } from './ChosenFaces';
import { ClusterCard } from './ClusterCard';
import { kept, toggled } from './choice';
import classes from './unknown.module.css';

/** Faces that nobody has named, those of one person together. */
export default function UnknownPage() {
  const { watch } = useApi();
  const answer = useAnswer(
    watch,
    useCallback((signal: AbortSignal) => watch.unknown(signal), [watch]),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [named, setNamed] = useState<NamedUnknown | null>(null);
  const [forgotten, setForgotten] = useState(0);
  const clusters = answer.answer?.clusters ?? [];
  // What has been named or forgotten meanwhile is chosen no more.
  const faces = kept(chosen, clusters);
  return (
    <Stack gap="lg">
      <PageHeading
        title="Unknown"
        lead="Faces that the cameras saw often enough, of people whom nobody has named. They are forgotten by themselves after some hours."
      />
      {answer.busy && !answer.answer && (
        <Working words="Asking who was seen…" onCancel={answer.cancel} />
      )}
      <AnswerNotice title="The faces can’t be shown" answer={answer} />
      {named && <EnrolledNotice enrolled={named} />}
      {forgotten > 0 && (
        <Text fz="sm" role="status">
          Forgotten: {facesInWords(forgotten)}.
        </Text>
      )}
      {answer.answer && clusters.length === 0 && (
        <Text fz="sm" c="dimmed">
          Nobody is unknown: everyone whom the cameras saw well has a name, or has been
          forgotten.
        </Text>
      )}
      <ul className={classes.clusters}>
        {clusters.map((cluster) => (
          <ClusterCard
            key={cluster.id}
            cluster={cluster}
            chosen={faces}
            onToggle={(ids) => {
              setChosen(toggled(faces, ids));
              setNamed(null);
              setForgotten(0);
            }}
          />
        ))}
      </ul>
      {answer.answer?.more && (
        <Text fz="sm" c="dimmed">
          There are more: the oldest are shown once these are named or dismissed.
        </Text>
      )}
      {faces.size > 0 && (
        <ChosenFaces
          faces={[...faces]}
          onNamed={(given) => {
            setChosen(new Set());
            setNamed(given);
            answer.retry();
          }}
          onDismissed={() => {
            setForgotten(faces.size);
            setChosen(new Set());
            answer.retry();
          }}
          onClear={() => {
            setChosen(new Set());
          }}
        />
      )}
    </Stack>
  );
}
