import { Code, Paper, Text, Title } from '@mantine/core';

const COMMANDS = `visage train people/ --out runs/first
visage models push runs/first --as my-people`;

/** How a classifier of one's own comes to be listed here. */
export function TrainYourOwn() {
  return (
    <Paper withBorder radius="lg" p="md" component="section" aria-labelledby="train">
      <Title order={2} fz="md" id="train">
        Train one of your own people
      </Title>
      <Text fz="sm" c="dimmed" mt={4} mb="xs">
        From one folder of pictures for each person, in minutes on a laptop. What was
        held out of the training is measured, and the report says how often the
        classifier is wrong; the second command lists it here.
      </Text>
      <Code block fz="sm" tabIndex={0} aria-label="Commands that train">
        {COMMANDS}
      </Code>
    </Paper>
  );
}
