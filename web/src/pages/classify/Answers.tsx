import { Group, Progress, Text, Title } from '@mantine/core';

import type { Classified } from '../../api/types';
import { useIntoView } from '../../components/useIntoView';
import { FaceCrop } from '../../overlay/FaceCrop';
import { named, shareInWords, verdict } from './words';
import classes from './classify.module.css';

interface Props {
  answer: Classified;
  source: HTMLCanvasElement | null;
}

/** The best answers as bars; of a face, the face that was looked at. */
export function Answers({ answer, source }: Props) {
  const { picture, face } = answer.about;
  const section = useIntoView<HTMLElement>(answer);
  return (
    <section ref={section} aria-label="Best answers" className={classes.best}>
      <Group gap="sm" wrap="nowrap" mb="sm">
        {face && (
          <FaceCrop
            source={source}
            scale={(source?.width ?? 0) / picture.width}
            face={{ index: 0, box: face }}
            side={64}
          />
        )}
        <div>
          <Title order={2} fz="h4" className={classes.verdict}>
            {verdict(answer)}
          </Title>
          <Text fz="xs" c="dimmed">
            {face ? 'by the largest face, ' : ''}
            {answer.about.handle}, version {answer.about.version}
          </Text>
        </div>
      </Group>
      <ol className={classes.answers}>
        {answer.classes.map((each, place) => (
          <li key={each.class_idx}>
            <Text fz="sm" fw={place === 0 ? 600 : undefined}>
              {named(each)}
            </Text>
            <Text fz="sm" c="dimmed" className={classes.share}>
              {shareInWords(each.confidence)}
            </Text>
            <Progress
              size="md"
              value={each.confidence * 100}
              color={place === 0 ? 'indigo' : 'indigo.4'}
              className={classes.bar}
              aria-label={`${named(each)}: ${shareInWords(each.confidence)}`}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
