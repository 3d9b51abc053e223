import { Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';

import { useApi } from '../../api/context';
import { isWorthRetrying, sentenceFor } from '../../api/errors';
import { useRequest } from '../../api/useRequest';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { PictureInput } from '../../picture/PictureInput';
import { SamplePictures } from '../../picture/SamplePictures';
import { FacesPicture } from '../recognize/FacesPicture';
import type { CompareResponse } from '../recognize/types';
import { useFaces, type Faces } from '../recognize/useFaces';
import { percent } from '../recognize/words';
import { Verdict } from './Verdict';

// The rates that thresholds were measured at.
const RATES = [0.01, 0.001, 0.0001, 0.00001];

export default function ComparePage() {
  const api = useApi();
  const a = useFaces();
  const b = useFaces();
  const [far, setFar] = useState(0.001);
  const comparison = useRequest<CompareResponse>();
  const { start, reset } = comparison;
  const first = ready(a) ? a.preparation.answer?.upload : undefined;
  const second = ready(b) ? b.preparation.answer?.upload : undefined;
  const [faceA, faceB] = [a.face, b.face];

  const compare = useCallback(() => {
    if (!first || !second) {
      reset();
      return;
    }
    const choice = { far, faceA, faceB };
    start((signal) => api.compare(first, second, choice, signal));
  }, [api, first, second, far, faceA, faceB, start, reset]);
  useEffect(compare, [compare]);

  return (
    <Stack gap="lg">
      <PageHeading
        title="Compare two faces"
        lead="The same person or not, how alike they are, and how often such a decision is wrong."
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Side faces={a} title="One face" />
        <Side faces={b} title="Another face" />
      </SimpleGrid>
      <Paper withBorder radius="lg" p="md">
        <Select
          label="How strict"
          description="The share of pairs of different people that would pass for one person"
          maw={420}
          allowDeselect={false}
          data={RATES.map((rate) => ({
            value: String(rate),
            label: `${percent(rate)} of strangers pass`,
          }))}
          value={String(far)}
          onChange={(value) => {
            setFar(Number(value));
          }}
        />
      </Paper>
      {comparison.error !== null && (
        <ErrorNotice
          title="These faces can’t be compared"
          sentence={sentenceFor(comparison.error)}
          {...(isWorthRetrying(comparison.error) ? { onRetry: compare } : {})}
        />
      )}
      {comparison.answer && (
        <Verdict result={comparison.answer} busy={comparison.busy} />
      )}
    </Stack>
  );
}

/** Whether there is a face to compare. */
function ready(faces: Faces): boolean {
  return (faces.finding.answer?.faces.length ?? 0) > 0;
}

function Side({ faces, title }: { faces: Faces; title: string }) {
  const error: unknown = faces.preparation.error ?? faces.finding.error;
  const none = faces.finding.answer?.faces.length === 0;
  return (
    <Stack gap="sm">
      <Text fw={600}>{title}</Text>
      <PictureInput
        onPicture={faces.choose}
        label={title}
        paste={false}
        footer={<SamplePictures onPicture={faces.choose} />}
      >
        {faces.preparation.answer && <FacesPicture faces={faces} />}
      </PictureInput>
      {error !== null && (
        <ErrorNotice
          title="This picture can’t be used"
          sentence={sentenceFor(error)}
          {...(isWorthRetrying(error) ? { onRetry: faces.retry } : {})}
        />
      )}
      {none && (
        <ErrorNotice
          title="No face to compare"
          sentence="No face was found in this picture; choose another one."
        />
      )}
    </Stack>
  );
}
