import { Button, Select, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';

import { compareFields } from '../../api/client';
import { useApi } from '../../api/context';
import { oneIn } from '../../components/numbers';
import { PageHeading } from '../../components/PageHeading';
import sides from '../../sides/sides.module.css';
import { SidePanel } from '../../sides/SidePanel';
import { TwoSides } from '../../sides/TwoSides';
import { curlForm, visageCommand } from '../../terminal/commands';
import { Terminal } from '../../terminal/Terminal';
import { RATES } from './settings';
import { useCompare, type Compare } from './useCompare';
import { Verdict } from './Verdict';

export default function ComparePage() {
  const compare = useCompare();
  const { settings, change } = compare;
  const { first, second, exchange } = compare.sides;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Compare two faces"
        lead="The same person or not, and how often such a decision is wrong."
      />
      <div className={sides.workbench}>
        <Stack gap="md">
          <TwoSides onExchange={exchange}>
            <SidePanel side={first} title="One face" prompt="Drop a picture" />
            <SidePanel side={second} title="Another face" prompt="Drop a picture" />
          </TwoSides>
          <Select
            label="How strict"
            description="How many pairs of strangers may pass for one person"
            maw={420}
            allowDeselect={false}
            data={RATES.map((rate) => ({ value: String(rate), label: oneIn(rate) }))}
            value={String(settings.far)}
            onChange={(value) => {
              change({ far: Number(value) });
            }}
          />
          <TerminalCommands compare={compare} />
        </Stack>
        <div className={sides.outcome}>
          <Outcome compare={compare} />
        </div>
      </div>
    </Stack>
  );
}

function Outcome({ compare }: { compare: Compare }) {
  const { comparison, change } = compare;
  const { first, second } = compare.sides;
  const { answer, busy, error, stopped } = comparison;
  if (answer !== null || busy || error !== null || stopped) {
    return <Verdict comparison={comparison} sides={[first, second]} />;
  }
  const untouched = first.picture.prepared === null && second.picture.prepared === null;
  return (
    <div className={sides.placeholder}>
      <Stack align="center" gap="sm">
        <Text c="dimmed">The verdict appears here.</Text>
        {untouched && (
          <Button
            leftSection={<IconUsers size={18} aria-hidden />}
            onClick={() => {
              change({ a: 'astronaut', b: 'astronaut-again' });
            }}
          >
            Try it with two samples
          </Button>
        )}
      </Stack>
    </div>
  );
}

function TerminalCommands({ compare }: { compare: Compare }) {
  const { address } = useApi();
  const { first, second } = compare.sides;
  const files = [
    first.picture.prepared?.name ?? 'one.jpg',
    second.picture.prepared?.name ?? 'another.jpg',
  ] as const;
  const fields = compareFields(compare.choice);
  const parts = [['a', files[0]] as const, ['b', files[1]] as const];
  const options = fields.map(
    ([name, value]) => [name.replace('_', '-'), value] as const,
  );
  return (
    <Terminal
      commands={{
        curl: curlForm(address, '/compare', parts, fields),
        visage: visageCommand('compare', files, options),
      }}
    />
  );
}
