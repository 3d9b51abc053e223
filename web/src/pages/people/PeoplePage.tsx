import { Stack, Tabs } from '@mantine/core';
import { IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useMemo } from 'react';

import { useSettings } from '../../address/useSettings';
import { useApi } from '../../api/context';
import { CollectionSelect } from '../../components/CollectionSelect';
import { PageHeading } from '../../components/PageHeading';
import { AddPerson } from './AddPerson';
import { PeopleContext } from './context';
import { Everyone } from './Everyone';
import { FindPeople } from './FindPeople';
import { PEOPLE_SETTINGS, type View } from './settings';
import { usePeople } from './usePeople';
import classes from './people.module.css';

/** Whom the service knows: listed, added, found in pictures, forgotten. */
export default function PeoplePage() {
  const [{ view, collection }, change] = useSettings('/people', PEOPLE_SETTINGS);
  const api = useApi();
  const people = useMemo(() => api.peopleOf(collection), [api, collection]);
  return (
    <Stack gap="lg">
      <PageHeading
        title="People"
        lead="Whom this service knows by name. It keeps numbers made of their faces, never a picture, and forgets for good when you say so."
      />
      <CollectionSelect
        collection={collection}
        onChange={(chosen) => {
          change({ collection: chosen });
        }}
      />
      <PeopleContext value={people}>
        <Views
          view={view}
          onView={(chosen) => {
            change({ view: chosen });
          }}
        />
      </PeopleContext>
    </Stack>
  );
}

function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  const people = usePeople();
  return (
    <Tabs
      value={view}
      classNames={{ tab: classes.tab, tabSection: classes.sign }}
      onChange={(chosen) => {
        onView(chosen as View);
      }}
    >
      <Tabs.List>
        <Tabs.Tab value="everyone" leftSection={<IconUsers size={16} aria-hidden />}>
          Everyone
        </Tabs.Tab>
        <Tabs.Tab value="add" leftSection={<IconUserPlus size={16} aria-hidden />}>
          Add a person
        </Tabs.Tab>
        <Tabs.Tab value="find" leftSection={<IconSearch size={16} aria-hidden />}>
          Find in a picture
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="everyone" pt="md">
        <Everyone
          people={people}
          onAdd={() => {
            onView('add');
          }}
        />
      </Tabs.Panel>
      <Tabs.Panel value="add" pt="md">
        <AddPerson shown={view === 'add'} onChanged={people.retry} />
      </Tabs.Panel>
      <Tabs.Panel value="find" pt="md">
        <FindPeople shown={view === 'find'} />
      </Tabs.Panel>
    </Tabs>
  );
}
