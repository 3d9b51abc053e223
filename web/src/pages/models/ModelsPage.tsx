import { Center, Loader, SimpleGrid, Stack } from '@mantine/core';
import { useCallback, useEffect } from 'react';

import { useApi } from '../../api/context';
import { sentenceFor } from '../../api/errors';
import type { Model } from '../../api/types';
import { useRequest } from '../../api/useRequest';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { ModelCard } from './ModelCard';

export default function ModelsPage() {
  const api = useApi();
  const { start, answer, error, busy } = useRequest<Model[]>();
  const load = useCallback(() => {
    start((signal) => api.models(signal));
  }, [api, start]);
  useEffect(load, [load]);
  return (
    <Stack gap="lg">
      <PageHeading
        title="Models and licences"
        lead="The files behind the answers: what each is for, what it was trained on, and whether its licence allows commercial use."
      />
      {busy && (
        <Center mih={160}>
          <Loader aria-label="Loading the models" />
        </Center>
      )}
      {error !== null && (
        <ErrorNotice
          title="No models to show"
          sentence={sentenceFor(error)}
          onRetry={load}
        />
      )}
      {answer && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
          {answer.map((model) => (
            <ModelCard key={model.name} model={model} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
}
