import { Stack, Tabs } from '@mantine/core';
import { IconChecklist, IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';

import { useSettings } from '../../address/useSettings';
import type { AlertFilter } from '../../api/watch';
import { PageHeading } from '../../components/PageHeading';
import { AuditTrail } from './AuditTrail';
import { Filters } from './Filters';
import { Queue } from './Queue';
import { ALERT_SETTINGS, type View } from './settings';

/** What the cameras recognised, for people to confirm or reject. */
export default function AlertsPage() {
  const [settings, change] = useSettings('/alerts', ALERT_SETTINGS);
  const { view, state, kind, camera, alert } = settings;
  const filter = useMemo(
    (): AlertFilter => ({
      state: state === 'all' ? '' : state,
      kind: kind === 'all' ? '' : kind,
      camera,
    }),
    [state, kind, camera],
  );
  return (
    <Stack gap="lg">
      <PageHeading
        title="Alerts"
        lead="Whom the cameras recognised, for people to confirm or reject. A rejection teaches."
      />
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(chosen) => {
          change({ view: chosen as View });
        }}
      >
        <Tabs.List>
          <Tabs.Tab
            value="review"
            leftSection={<IconChecklist size={16} aria-hidden />}
          >
            Review
          </Tabs.Tab>
          <Tabs.Tab value="audit" leftSection={<IconHistory size={16} aria-hidden />}>
            Audit trail
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="review" pt="md">
          <Stack gap="md">
            <Filters settings={settings} onChange={change} />
            <Queue
              key={`${state} ${kind} ${camera}`}
              filter={filter}
              chosen={alert}
              onChoose={(id) => {
                change({ alert: id });
              }}
            />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="audit" pt="md">
          <AuditTrail />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
