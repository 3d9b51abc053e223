import { Grid, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import type { Case, EndedCase } from '../../api/watchTypes';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { Working } from '../../components/Working';
import { CaseCard } from './CaseCard';
import { CaseForm } from './CaseForm';
import { EndedDrawer } from './EndedDrawer';

/** Who is looked for, on whose word, and until when. */
export default function WatchListPage() {
  const { watch } = useApi();
  const cases = useAnswer(
    watch,
    useCallback((signal: AbortSignal) => watch.cases(signal), [watch]),
  );
  const [changing, setChanging] = useState<Case | null>(null);
  const [opened, setOpened] = useState('');
  const [ended, setEnded] = useState<EndedCase | null>(null);
  return (
    <Stack gap="lg">
      <PageHeading
        title="Watch list"
        lead="People who are looked for by every camera, a missing person say. Nobody is, until a case says why, on whose word, and until when."
      />
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
          <Stack gap="md" component="section" aria-label="Cases">
            {cases.busy && !cases.answer && (
              <Working words="Asking for the cases…" onCancel={cases.cancel} />
            )}
            <AnswerNotice title="The cases can’t be shown" answer={cases} />
            {cases.answer?.length === 0 && <NoCase />}
            {(cases.answer ?? []).map((one) => (
              <CaseCard
                key={one.id}
                one={one}
                opened={one.id === opened}
                onChange={() => {
                  setChanging(one);
                }}
                onChanged={cases.retry}
                onEnded={(given) => {
                  setEnded(given);
                  cases.retry();
                }}
              />
            ))}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
          <CaseForm
            key={changing?.id ?? ''}
            changing={changing}
            onDone={({ id }) => {
              setOpened(id);
              setChanging(null);
              cases.retry();
            }}
            onCancel={() => {
              setChanging(null);
            }}
          />
        </Grid.Col>
      </Grid>
      <EndedDrawer
        ended={ended}
        onClose={() => {
          setEnded(null);
        }}
      />
    </Stack>
  );
}

function NoCase() {
  return (
    <div>
      <Title order={2} fz="md">
        Nobody is looked for
      </Title>
      <Text fz="sm" c="dimmed">
        Open a case, then add pictures of the person to it.
      </Text>
    </div>
  );
}
