import { SimpleGrid, Stack, Switch } from '@mantine/core';

import { isWorthRetrying, sentenceFor } from '../../api/errors';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { SidePanel } from './SidePanel';
import { SwapOptionsPanel } from './SwapOptionsPanel';
import { SwapResult } from './SwapResult';
import { useSwap, type Swap } from './useSwap';

export default function SwapPage() {
  const swap = useSwap();
  const { source, target, result } = swap;
  const shown = target.preparation.answer;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Swap faces"
        lead="Put a face onto another head: its features, in the light and the skin of the picture it goes to."
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <SidePanel side={source} title="The face" prompt="Drop the face to use" />
        <SidePanel
          side={target}
          title="The picture it goes to"
          prompt="Drop the picture to change"
          everyone={swap.everyone && !swap.exchange}
        >
          <TargetChoices swap={swap} />
        </SidePanel>
      </SimpleGrid>
      <SwapOptionsPanel options={swap.options} onChange={swap.setOptions} />
      {result.error !== null && (
        <ErrorNotice
          title="These faces can’t be swapped"
          sentence={sentenceFor(result.error)}
          {...(isWorthRetrying(result.error) ? { onRetry: swap.retry } : {})}
        />
      )}
      {shown && (result.answer || result.busy) && (
        <SwapResult result={result.answer} busy={result.busy} target={shown} />
      )}
    </Stack>
  );
}

/** What can be done only where the target has several faces. */
function TargetChoices({ swap }: { swap: Swap }) {
  const count = swap.target.finding.answer?.faces.length ?? 0;
  if (count < 2) return null;
  return (
    <Stack gap="xs">
      <Switch
        label="Put it on everyone"
        checked={swap.everyone}
        disabled={swap.exchange}
        onChange={(event) => {
          swap.setEveryone(event.currentTarget.checked);
        }}
      />
      <Switch
        label="Exchange the chosen face with the largest other one"
        description="Needs no other picture"
        checked={swap.exchange}
        onChange={(event) => {
          swap.setExchange(event.currentTarget.checked);
        }}
      />
    </Stack>
  );
}
