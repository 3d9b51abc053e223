import { Button, Stack, Switch, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';

import { useApi } from '../../api/context';
import { BatchPanel } from '../../batch/BatchPanel';
import { PageHeading } from '../../components/PageHeading';
import sides from '../../sides/sides.module.css';
import { SidePanel } from '../../sides/SidePanel';
import { TwoSides } from '../../sides/TwoSides';
import { Terminal } from '../../terminal/Terminal';
import { swapCommands } from './commands';
import { SwapOptionsPanel } from './SwapOptionsPanel';
import { SwapResult } from './SwapResult';
import { useSwap, type Swap } from './useSwap';

export default function SwapPage() {
  const swap = useSwap();
  const { settings, choice, batch } = swap;
  const { first, second, exchange } = swap.sides;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Swap faces"
        lead="Put a face onto another head, in the light and the skin of the picture it goes to."
      />
      <div className={sides.workbench}>
        <Stack gap="md">
          <TwoSides onExchange={exchange}>
            <SidePanel side={first} title="The face" prompt="Drop the face to use" />
            <SidePanel
              side={second}
              title="The picture"
              prompt="Drop the picture to change"
              everyone={choice.targetFace === 'all' && !choice.exchange}
              onSeveral={batch.start}
            >
              <TargetChoices swap={swap} />
            </SidePanel>
          </TwoSides>
          <SwapOptionsPanel settings={settings} onChange={swap.change} />
          <BatchPanel batch={batch} doing="Swapping" name="swapped.zip" />
          <TerminalCommands swap={swap} />
        </Stack>
        <div className={sides.outcome}>
          <Outcome swap={swap} />
        </div>
      </div>
    </Stack>
  );
}

function Outcome({ swap }: { swap: Swap }) {
  const { result, sides: both, change } = swap;
  const target = both.second.picture.prepared;
  const { answer, busy, error, stopped } = result;
  if (target && (answer !== null || busy || error !== null || stopped)) {
    return <SwapResult result={result} target={target} />;
  }
  const untouched = target === null && both.first.picture.prepared === null;
  return (
    <div className={sides.placeholder}>
      <Stack align="center" gap="sm">
        <Text c="dimmed">The result appears here.</Text>
        {untouched && (
          <Button
            leftSection={<IconArrowsExchange size={18} aria-hidden />}
            onClick={() => {
              change({ face: 'astronaut', picture: 'grace-hopper' });
            }}
          >
            Try it with two samples
          </Button>
        )}
      </Stack>
    </div>
  );
}

/** What can be done only where the target has several faces. */
function TargetChoices({ swap }: { swap: Swap }) {
  const { settings, change, several } = swap;
  if (!several) return null;
  return (
    <Stack gap={6}>
      <Switch
        size="xs"
        label="Put it on everyone"
        checked={settings.everyone}
        disabled={settings.exchange}
        onChange={(event) => {
          change({ everyone: event.currentTarget.checked });
        }}
      />
      <Switch
        size="xs"
        label="Exchange two faces of this picture"
        description="The chosen one and the largest other one"
        checked={settings.exchange}
        onChange={(event) => {
          change({ exchange: event.currentTarget.checked });
        }}
      />
    </Stack>
  );
}

function TerminalCommands({ swap }: { swap: Swap }) {
  const { address } = useApi();
  const { first, second } = swap.sides;
  const names = [
    first.picture.prepared?.name ?? 'face.jpg',
    second.picture.prepared?.name ?? 'picture.jpg',
  ] as const;
  return (
    <Terminal commands={swapCommands(address, swap.choice, swap.settings, names)} />
  );
}
