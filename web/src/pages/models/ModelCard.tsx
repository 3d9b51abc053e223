import { Badge, Card, Group, Stack, Text } from '@mantine/core';

import type { Model } from '../../api/types';
import { bytesInWords } from '../../picture/words';
import classes from './models.module.css';

const UNCLEAR = { colour: 'yellow', words: 'Commercial use unclear' };

const COMMERCIAL: Readonly<Record<string, typeof UNCLEAR>> = {
  yes: { colour: 'green', words: 'Commercial use allowed' },
  no: { colour: 'red', words: 'No commercial use' },
};

export function ModelCard({ model }: { model: Model }) {
  const { colour, words } = COMMERCIAL[model.commercial] ?? UNCLEAR;
  return (
    <Card withBorder radius="lg" padding="md" component="article">
      <Stack gap="sm" h="100%">
        <div>
          <Text fw={600} component="h2" className={classes.name}>
            {model.name}
          </Text>
          <Text fz="sm" c="dimmed">
            {model.used_for}
          </Text>
        </div>
        <Group gap={6}>
          <Badge color={colour} variant="light" tt="none">
            {words}
          </Badge>
          <Badge color={model.present ? 'indigo' : 'gray'} variant="light" tt="none">
            {model.present ? 'Present' : 'Not fetched'}
          </Badge>
        </Group>
        <dl className={classes.facts}>
          <Fact term="Licence" value={model.licence} />
          <Fact term="Trained on" value={model.training_data} />
          <Fact term="File" value={fileInWords(model)} />
          {model.sha256 !== null && (
            <Fact term="SHA-256" value={model.sha256} monospaced />
          )}
        </dl>
      </Stack>
    </Card>
  );
}

/** A model that is exported from a checkpoint has no size before that. */
function fileInWords({ file, size }: Model): string {
  return size === null
    ? `${file}, by visage models export`
    : `${file}, ${bytesInWords(size)}`;
}

function Fact(props: { term: string; value: string; monospaced?: boolean }) {
  const { term, value, monospaced = false } = props;
  return (
    <div>
      <dt>{term}</dt>
      <dd data-monospaced={monospaced}>{value}</dd>
    </div>
  );
}
