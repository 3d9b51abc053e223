import { Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconUserCheck, IconUserQuestion, IconUserX } from '@tabler/icons-react';

import type { CompareResponse } from '../recognize/types';
import { percent } from '../recognize/words';

/** The decision, the similarity against its threshold, and the error rates. */
export function Verdict({ result, busy }: { result: CompareResponse; busy: boolean }) {
  const { same, similarity, threshold, strictest } = result;
  const [title, colour, Icon] =
    same === null
      ? (['No decision', 'gray', IconUserQuestion] as const)
      : same
        ? (['The same person', 'teal', IconUserCheck] as const)
        : (['Different people', 'orange', IconUserX] as const);
  return (
    <Paper
      withBorder
      radius="lg"
      p="lg"
      component="section"
      aria-label="Result"
      aria-busy={busy}
      style={{ opacity: busy ? 0.55 : 1 }}
    >
      <Stack gap="sm">
        <Group gap="sm">
          <Icon size={36} color={`var(--mantine-color-${colour}-6)`} aria-hidden />
          <div role="status">
            <Title order={2} fz="h3">
              {title}
            </Title>
            <Text c="dimmed" fz="sm">
              similarity {similarity.toFixed(3)}
              {threshold && `, ${threshold.similarity.toFixed(3)} needed`}
            </Text>
          </div>
        </Group>
        <Progress
          value={Math.max(0, similarity) * 100}
          color={colour}
          aria-label={`Similarity ${similarity.toFixed(3)} of 1`}
        />
        <Text fz="sm">{result.sentence}</Text>
        {threshold && (
          <Text fz="xs" c="dimmed">
            The rate was measured between {percent(threshold.far_low)} and{' '}
            {percent(threshold.far_high)} (95% interval).{' '}
            {strictest
              ? `These two would still pass at ${percent(strictest.far)}.`
              : 'These two pass at no rate that was measured.'}
          </Text>
        )}
        {[...result.a.quality.reasons, ...result.b.quality.reasons].length > 0 && (
          <Text fz="sm" c="orange">
            A face is poor, so take this with care:{' '}
            {[...result.a.quality.reasons, ...result.b.quality.reasons].join('; ')}.
          </Text>
        )}
        <Text fz="xs" c="dimmed">
          Compared with {result.embedder}.
        </Text>
      </Stack>
    </Paper>
  );
}
