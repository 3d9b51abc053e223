import { Badge, Card, Group, Stack, Text } from '@mantine/core';

import type { Model } from '../../api/types';
import { bytesInWords } from '../../picture/words';
import { CommercialBadge } from './CommercialBadge';
import { Fact } from './Fact';
import classes from './models.module.css';

export function ModelCard({ model }: { model: Model }) {
  return (
    <Card withBorder radius="lg" padding="md" component="article">
      <Stack gap="sm" h="100%">
        <div>
          <Text fw={600} component="h3" className={classes.name}>
            {model.name}
          </Text>
          <Text fz="sm" c="dimmed">
            {model.used_for}
          </Text>
        </div>
        <Group gap={6}>
          <CommercialBadge commercial={model.commercial} />
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
