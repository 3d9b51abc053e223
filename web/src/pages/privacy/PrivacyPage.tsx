import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useCallback } from 'react';

import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { Working } from '../../components/Working';
import { isHere, keptBy, KEPT_BY_THIS_PAGE, type Kept } from './keeps';

interface Asked {
  version: string;
  routes: string[];
}

/** What is kept, by the service that runs now and by this page. */
export default function PrivacyPage() {
  const api = useApi();
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Asked> => {
      const [version, routes] = await Promise.all([
        api.version(signal),
        api.routes(signal),
      ]);
      return { version, routes };
    },
    [api],
  );
  const asked = useAnswer(api, ask);
  return (
    <Stack gap="lg">
      <PageHeading
        title="Privacy"
        lead="A face tells who someone is. This is what becomes of the pictures you show to this service."
      />
      {asked.busy && (
        <Working words="Asking the service what it is…" onCancel={asked.cancel} />
      )}
      <AnswerNotice title="The service does not say what it keeps" answer={asked} />
      {asked.answer && <ByTheService address={api.address} asked={asked.answer} />}
      <Section title="What this page keeps">
        <KeptTable rows={KEPT_BY_THIS_PAGE} />
        <Text fz="sm" c="dimmed" mt="sm">
          The page loads nothing from anywhere but its own host and asks nobody but its
          service. It sets no cookies and counts no visits.
        </Text>
      </Section>
      <Section title="What you should do">
        <Text fz="sm">
          Have the consent of the people you show, or another lawful reason. A face is
          biometric data wherever it is used to tell who someone is. Do not pass a
          swapped picture off as a real one: it says in its metadata that it is a
          composite, and that mark should stay.
        </Text>
      </Section>
    </Stack>
  );
}

function ByTheService({ address, asked }: { address: string; asked: Asked }) {
  const gallery = asked.routes.some((route) => route.startsWith('/people'));
  return (
    <Section title="What the service keeps">
      <Text fz="sm" c="dimmed" mb="sm">
        Visage {asked.version} at {address},{' '}
        {isHere(address)
          ? 'which is this machine: no picture leaves it.'
          : 'in the AWS account of whoever runs it.'}{' '}
        {!gallery && 'It has no gallery, and so it knows nobody’s name.'}
      </Text>
      <KeptTable rows={keptBy({ address, routes: asked.routes })} />
    </Section>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-label={title}>
      <Title order={2} fz="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function KeptTable({ rows }: { rows: readonly Kept[] }) {
  return (
    <Table verticalSpacing="xs" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>Where</Table.Th>
          <Table.Th>How long</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ what, where, howLong }) => (
          <Table.Tr key={what}>
            <Table.Td>{what}</Table.Td>
            <Table.Td>{where}</Table.Td>
            <Table.Td>{howLong}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
