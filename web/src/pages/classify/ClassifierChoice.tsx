import { Group, NativeSelect, Paper, Stack, Text } from '@mantine/core';

import type { Classifier } from '../../api/types';
import { ReportButton } from '../../report/ReportButton';
import { accuracyInWords, knowledge } from './words';

interface Props {
  known: readonly Classifier[];
  handle: string;
  onChoose: (handle: string) => void;
}

/** Which classifier is asked, what it knows, and how good it is. */
export function ClassifierChoice({ known, handle, onChoose }: Props) {
  const chosen = known.find((each) => each.handle === handle);
  const handles = known.map((each) => each.handle);
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label="Classifier">
      <Group align="flex-start" gap="lg">
        <NativeSelect
          label="Classifier"
          w={{ base: '100%', xs: 240 }}
          // One that is not there stays to be seen, so that it can be left.
          data={chosen ? handles : [handle, ...handles]}
          value={handle}
          onChange={(event) => {
            onChoose(event.currentTarget.value);
          }}
        />
        <Stack gap={2} flex={1} miw={240}>
          {chosen ? <Facts classifier={chosen} /> : <Unknown handle={handle} />}
        </Stack>
      </Group>
    </Paper>
  );
}

function Facts({ classifier }: { classifier: Classifier }) {
  const { handle, version, licence, problem, report } = classifier;
  if (problem !== null) {
    return (
      <Text fz="sm" role="alert">
        {problem}
      </Text>
    );
  }
  return (
    <>
      <Text fz="sm">{knowledge(classifier)}</Text>
      <Text fz="sm" c="dimmed">
        {accuracyInWords(classifier)}
      </Text>
      <Group gap="sm">
        <Text fz="sm" c="dimmed">
          Version {version}. Licence: {licence}
        </Text>
        {report && <ReportButton handle={handle} version={version} />}
      </Group>
    </>
  );
}

function Unknown({ handle }: { handle: string }) {
  return (
    <Text fz="sm" role="alert">
      There is no classifier “{handle}” here; choose one of the list.
    </Text>
  );
}
