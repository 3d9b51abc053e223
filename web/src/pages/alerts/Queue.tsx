import { Button, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback, useRef, useState } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import type { AlertFilter } from '../../api/watch';
import type { Sighting } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';
import { AnswerNotice } from '../../components/AnswerNotice';
import { Working } from '../../components/Working';
import { ConnectionState } from '../../live/ConnectionState';
import { lookedAt, nextToDecide, stepped } from '../../watching/merge';
import { useSightings, type SightingList } from '../../watching/useSightings';
import { AlertDetail } from './AlertDetail';
import { AlertRow } from './AlertRow';
import { KeyHelp, KeyLine } from './KeyHelp';
import { useDecisions } from './useDecisions';
import { useKeys } from './useKeys';
import classes from './alerts.module.css';

interface Props {
  filter: AlertFilter;
  /** Id of the alert that is looked at; '' for the first. */
  chosen: string;
  onChoose: (id: string) => void;
}

/** The alerts beside the one that is looked at. */
export function Queue({ filter, chosen, onChoose }: Props) {
  const list = useSightings(filter);
  const { alerts, answer } = list;
  const [help, { toggle: toggleHelp, close: closeHelp }] = useDisclosure(false);
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const noteField = useRef<HTMLInputElement>(null);
  const { busy, failed, decide } = useDecisions(list.put);
  const named = useNamed(chosen, list);
  const [first, setFirst] = useState('');
  if (first === '' && alerts[0]) setFirst(alerts[0].id);
  const shown = named.pending ? null : lookedAt(alerts, chosen, first);

  const step = (by: number) => {
    onChoose(stepped(alerts, shown?.id ?? null, by) ?? '');
  };
  const settle = (confirm: boolean) => {
    if (shown?.state !== 'candidate' || busy.has(shown.id)) return;
    decide(shown, confirm, notes[shown.id] ?? '');
    onChoose(nextToDecide(alerts, shown.id) ?? shown.id);
  };
  useKeys({
    j: () => {
      step(1);
    },
    k: () => {
      step(-1);
    },
    c: () => {
      settle(true);
    },
    r: () => {
      settle(false);
    },
    n: () => noteField.current?.focus(),
    '?': toggleHelp,
  });

  if (answer.busy && !answer.answer) {
    return <Working words="Asking for the alerts…" onCancel={answer.cancel} />;
  }
  if (!answer.answer) {
    return <AnswerNotice title="The alerts can’t be shown" answer={answer} />;
  }
  if (named.pending) {
    return <Working words="Asking for the alert…" onCancel={named.cancel} />;
  }
  return (
    <>
      <AnswerNotice title="The alert of this address can’t be shown" answer={named} />
      <Group justify="space-between" gap="xs">
        <ConnectionState live={list.live} />
        <KeyLine onHelp={toggleHelp} />
      </Group>
      {shown === null ? (
        <Nothing waiting={filter.state === 'candidate'} />
      ) : (
        <div className={classes.queue}>
          <AlertDetail
            alert={shown}
            busy={busy.has(shown.id)}
            error={failed.get(shown.id) ?? null}
            note={notes[shown.id] ?? ''}
            noteField={noteField}
            onNote={(note) => {
              setNotes((before) => ({ ...before, [shown.id]: note }));
            }}
            onDecide={settle}
            onStep={step}
          />
          <Rows list={list} shown={shown} failed={failed} onChoose={onChoose} />
        </div>
      )}
      <KeyHelp opened={help} onClose={closeHelp} />
    </>
  );
}

/** Asks for the alert that an address names, where it is not among the newest. */
function useNamed(chosen: string, { alerts, answer, put }: SightingList) {
  const { watch } = useApi();
  const listed = alerts.some(({ id }) => id === chosen);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      put(await watch.alert(chosen, signal));
    },
    [watch, chosen, put],
  );
  const missing = chosen !== '' && answer.answer !== null && !listed;
  const named = useAnswer(chosen, missing ? ask : null);
  // From the first moment on, before it is asked for.
  const pending = missing && named.error === null && !named.stopped;
  return { ...named, pending };
}

interface RowsProps {
  list: SightingList;
  shown: Sighting;
  failed: ReadonlyMap<string, unknown>;
  onChoose: (id: string) => void;
}

function Rows({ list, shown, failed, onChoose }: RowsProps) {
  const { alerts, older, asking } = list;
  return (
    <section aria-label="Alerts" className={classes.list}>
      <ul className={classes.rows}>
        {alerts.map((alert) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            selected={alert.id === shown.id}
            failed={failed.has(alert.id)}
            onSelect={() => {
              onChoose(alert.id);
            }}
          />
        ))}
      </ul>
      <ActionError title="Older alerts can’t be shown" action={asking} />
      {older && (
        <Button variant="default" fullWidth loading={asking.busy} onClick={older}>
          Show older
        </Button>
      )}
    </section>
  );
}

function Nothing({ waiting }: { waiting: boolean }) {
  return (
    <Paper withBorder radius="lg" p="xl" ta="center">
      <Text fw={600}>{waiting ? 'Nothing waits for a decision' : 'No alert'}</Text>
      <Text fz="sm" c="dimmed" mt={4}>
        {waiting
          ? 'What the cameras recognise appears here by itself.'
          : 'None is kept that this choice lets through: alerts are forgotten after some days.'}
      </Text>
    </Paper>
  );
}
