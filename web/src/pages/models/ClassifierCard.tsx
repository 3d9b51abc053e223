import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';

import type { Classifier } from '../../api/types';
import { ReportButton } from '../../report/ReportButton';
import { placeOf } from '../classify/place';
import { accuracyInWords, knowledge } from '../classify/words';
import { CommercialBadge } from './CommercialBadge';
import { Fact } from './Fact';
import classes from './models.module.css';

/** A classifier of the store: what it knows, how good it is, where it comes from. */
export function ClassifierCard({ classifier }: { classifier: Classifier }) {
  const { handle, version, kind, licence, commercial, training_data } = classifier;
  return (
    <Card withBorder radius="lg" padding="md" component="article">
      <Stack gap="sm" h="100%">
        <div>
          <Text fw={600} component="h3" className={classes.name}>
            {handle}
          </Text>
          <Text fz="sm" c="dimmed">
            {classifier.problem ?? knowledge(classifier)}
          </Text>
        </div>
        {kind && commercial && (
          <>
            <Group gap={6}>
              <CommercialBadge commercial={commercial} />
              <Badge color="indigo" variant="light" tt="none">
                {kind === 'people' ? 'Names people' : 'Names things'}
              </Badge>
            </Group>
            <dl className={classes.facts}>
              <Fact term="Accuracy" value={accuracyInWords(classifier)} />
              <Fact term="Licence" value={licence ?? ''} />
              <Fact term="Trained on" value={training_data ?? ''} />
              <Fact term="Version" value={String(version)} />
            </dl>
            <Group gap="md" mt="auto">
              <Link href={placeOf(handle)}>Classify a picture</Link>
              {classifier.report && <ReportButton handle={handle} version={version} />}
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}
