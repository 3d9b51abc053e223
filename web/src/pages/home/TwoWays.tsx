import { Code, Paper, Text, Title } from '@mantine/core';

import classes from './home.module.css';

const WAYS = [
  {
    title: 'On your laptop',
    command: 'make demo',
    text: 'Installs what it needs, fetches the models and opens this page. It listens on this machine only, and from then on asks nobody.',
  },
  {
    title: 'On your AWS account',
    command: 'make deploy',
    text: 'The same functions on Lambda, with sign-in, alarms and a limit on cost. No Docker and no server; while idle, you pay for storage and for snapshots, which you can turn off.',
  },
];

export function TwoWays() {
  return (
    <section aria-label="Two ways to run it" className={classes.ways}>
      {WAYS.map(({ title, command, text }) => (
        <Paper key={title} withBorder radius="lg" p="md">
          <Title order={2} fz="md" mb="xs">
            {title}
          </Title>
          <Code block fz="sm">
            {command}
          </Code>
          <Text fz="sm" c="dimmed" mt="xs">
            {text}
          </Text>
        </Paper>
      ))}
    </section>
  );
}
