import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';

import type { People, Person } from '../../api/types';
import type { Answer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { Working } from '../../components/Working';
import { Terminal } from '../../terminal/Terminal';
import { listCommands } from './commands';
import { usePeopleApi } from './context';
import { PersonCard } from './PersonCard';
import { PersonDrawer } from './PersonDrawer';
import { matches } from './words';

/** So many cards are shown at once, and so many more each time. */
const SHOWN = 60;

interface Props {
  people: Answer<People>;
  onAdd: () => void;
}

/** Everyone as cards, found by name; a card opens what is known of somebody. */
export function Everyone({ people, onAdd }: Props) {
  const api = usePeopleApi();
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const [opened, setOpened] = useState<Person | null>(null);
  const all = people.answer?.people ?? [];
  const found = all
    .filter(({ name }) => matches(name, typed))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Name"
          type="search"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          flex={1}
          maw={360}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setShown(SHOWN);
          }}
        />
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={onAdd}>
          Add a person
        </Button>
      </Group>
      {people.busy && people.answer === null && (
        <Working words="Asking who is there…" onCancel={people.cancel} />
      )}
      <AnswerNotice title="The people can’t be shown" answer={people} />
      {people.answer && (
        <Text fz="sm" c="dimmed" role="status">
          {counted(found.length, all.length, people.answer.after !== null)}
        </Text>
      )}
      <SimpleGrid component="ul" cols={{ base: 1, xs: 2, md: 3 }} m={0} p={0}>
        {found.slice(0, shown).map((person) => (
          <PersonCard
            key={person.id}
            person={person}
            onOpen={() => {
              setOpened(person);
            }}
          />
        ))}
      </SimpleGrid>
      {found.length > shown && (
        <Button
          variant="default"
          onClick={() => {
            setShown(shown + SHOWN);
          }}
        >
          Show more
        </Button>
      )}
      <Terminal commands={listCommands(api)} />
      <PersonDrawer
        key={opened?.id}
        person={opened}
        others={all.filter(({ id }) => id !== opened?.id)}
        onChanged={people.retry}
        onClose={() => {
          setOpened(null);
        }}
      />
    </Stack>
  );
}

function counted(found: number, all: number, more: boolean): string {
  if (all === 0) return 'Nobody is enrolled yet.';
  const people = all === 1 ? '1 person' : `${all.toLocaleString('en')} people`;
  const first = more ? `the first ${people}, by id` : people;
  return found === all ? `${first}.` : `${found} of ${first}.`;
}
