import { Center, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { use, useCallback } from 'react';

import { SessionContext, useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { ClassifierCard } from './ClassifierCard';

/** The classifiers of the store; they may know people, so only for those who may. */
export function Classifiers() {
  const api = useApi();
  const session = use(SessionContext);
  const allowed = session === null || session.token() !== null;
  const ask = useCallback((signal: AbortSignal) => api.classifiers(signal), [api]);
  const listing = useAnswer(api, allowed ? ask : null);
  return (
    <Stack gap="md" component="section" aria-labelledby="classifiers">
      <Title order={2} id="classifiers" fz="h3">
        Classifiers
      </Title>
      {!allowed && <Text c="dimmed">Sign in to see the classifiers.</Text>}
      {listing.busy && (
        <Center mih={80}>
          <Loader role="img" aria-label="Loading the classifiers" />
        </Center>
      )}
      <AnswerNotice title="No classifiers to show" answer={listing} />
      {listing.answer?.length === 0 && (
        <Text c="dimmed">There are none: `visage models pull` brings the first.</Text>
      )}
      {listing.answer && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
          {listing.answer.map((classifier) => (
            <ClassifierCard key={classifier.handle} classifier={classifier} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
}
