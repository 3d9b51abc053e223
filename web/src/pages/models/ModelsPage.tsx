import { Center, Loader, SimpleGrid, Stack, Title } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { Classifiers } from './Classifiers';
import { ModelCard } from './ModelCard';

export default function ModelsPage() {
  const api = useApi();
  const ask = useCallback((signal: AbortSignal) => api.models(signal), [api]);
  const models = useAnswer(api, ask);
  const { answer, busy } = models;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Models and licences"
        lead="The classifiers of this service, and the files behind the answers: what each is for, what it was trained on, and whether its licence allows commercial use."
      />
      <Classifiers />
      <Title order={2} fz="h3">
        Files
      </Title>
      {busy && (
        <Center mih={160}>
          <Loader role="img" aria-label="Loading the models" />
        </Center>
      )}
      <AnswerNotice title="No models to show" answer={models} />
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
