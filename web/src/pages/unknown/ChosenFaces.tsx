import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import { useApi } from '../../api/context';
import type { Consent } from '../../api/people';
import { useAction } from '../../api/useAction';
import type { NamedUnknown } from '../../api/watchTypes';
import { ActionError } from '../../components/ActionError';
import { CollectionSelect } from '../../components/CollectionSelect';
import { consentOf, NO_CONSENT } from '../../components/consent';
import { NewConsent } from '../../components/NewConsent';
import { facesInWords } from '../../components/numbers';
import { useIntoView } from '../../components/useIntoView';
import classes from './unknown.module.css';

interface Props {
  faces: readonly string[];
  onNamed: (named: NamedUnknown) => void;
  onDismissed: () => void;
  onClear: () => void;
}

/** Names the chosen faces, or has them forgotten. */
export function ChosenFaces({ faces, onNamed, onDismissed, onClear }: Props) {
  const { watch } = useApi();
  const action = useAction();
  const [naming, setNaming] = useState(false);
  const form = useIntoView<HTMLDivElement>(naming);
  const dismiss = () => {
    action.run(async (signal) => {
      await watch.dismissUnknown(faces, signal);
      onDismissed();
    });
  };
  return (
    <Paper
      component="section"
      aria-label="The chosen faces"
      withBorder
      radius="lg"
      p="md"
      shadow="md"
      className={classes.bar}
      data-naming={naming}
    >
      <div ref={form}>
        <Stack gap="sm">
          <Group justify="space-between" gap="xs">
            <Text fw={600} role="status">
              {facesInWords(faces.length)} chosen
            </Text>
            <Group gap="xs">
              {!naming && (
                <Button
                  leftSection={<IconUserPlus size={16} aria-hidden />}
                  onClick={() => {
                    setNaming(true);
                  }}
                >
                  Name them…
                </Button>
              )}
              <Button variant="default" loading={action.busy} onClick={dismiss}>
                Dismiss
              </Button>
              <Button
                variant="subtle"
                leftSection={<IconX size={16} aria-hidden />}
                onClick={onClear}
              >
                Choose none
              </Button>
            </Group>
          </Group>
          {naming && (
            <Naming
              busy={action.busy}
              onName={(name, consent, collection) => {
                action.run(async (signal) => {
                  onNamed(
                    await watch.nameUnknown(faces, name, consent, collection, signal),
                  );
                });
              }}
            />
          )}
          <ActionError title="This was not done" action={action} />
        </Stack>
      </div>
    </Paper>
  );
}

interface NamingProps {
  busy: boolean;
  onName: (name: string, consent: Consent, collection: string) => void;
}

function Naming({ busy, onName }: NamingProps) {
  const [name, setName] = useState('');
  const [consent, setConsent] = useState(NO_CONSENT);
  const [agreed, setAgreed] = useState(false);
  const [collection, setCollection] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onName(name, consentOf(name, consent), collection);
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="All of the chosen faces become this person’s"
          required
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <NewConsent
          agreed={agreed}
          onAgreed={setAgreed}
          consent={consent}
          onChange={setConsent}
        />
        <CollectionSelect collection={collection} onChange={setCollection} />
        <Group>
          <Button type="submit" loading={busy}>
            Add the person
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
