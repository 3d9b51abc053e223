import { Text, Title } from '@mantine/core';

export function PageHeading({ title, lead }: { title: string; lead: string }) {
  return (
    <header>
      <Title order={1} fz={{ base: 26, sm: 32 }} lts="-0.02em">
        {title}
      </Title>
      <Text c="dimmed" mt={2} maw={900}>
        {lead}
      </Text>
    </header>
  );
}
