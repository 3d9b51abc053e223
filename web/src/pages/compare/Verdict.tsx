import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconUserCheck,
  IconUserQuestion,
  IconUserX,
} from '@tabler/icons-react';

import type { CompareAnswer, RecognizeAnswer } from '../../api/types';
import type { Answer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { Fold } from '../../components/Fold';
import { useIntoView } from '../../components/useIntoView';
import { Working } from '../../components/Working';
import { FaceCrop } from '../../overlay/FaceCrop';
import type { Side } from '../../sides/useSides';
import { Figures } from './Figures';
import { LikenessScale } from './LikenessScale';
import { verdictOf } from './words';
import classes from './compare.module.css';

interface Props {
  comparison: Answer<CompareAnswer>;
  sides: readonly [Side<RecognizeAnswer>, Side<RecognizeAnswer>];
}

const SIGNS = {
  same: { Icon: IconUserCheck, colour: 'teal' },
  different: { Icon: IconUserX, colour: 'orange' },
  none: { Icon: IconUserQuestion, colour: 'gray' },
} as const;

/** The decision in words, then how near it was; the figures behind a fold. */
export function Verdict({ comparison, sides }: Props) {
  const { answer, busy, cancel } = comparison;
  const section = useIntoView<HTMLElement>(answer ?? busy);
  return (
    <section ref={section} aria-label="Result" className={classes.verdict}>
      <Paper withBorder radius="lg" p="md">
        <Stack gap="md">
          <div className={classes.crops}>
            {sides.map((side, index) => (
              <Crop key={index} side={side} />
            ))}
          </div>
          {busy && <Working words="Comparing…" onCancel={cancel} />}
          {answer && <Decision answer={answer} busy={busy} />}
          <AnswerNotice title="These faces can’t be compared" answer={comparison} />
        </Stack>
      </Paper>
    </section>
  );
}

/** The face that is compared, so that nobody has to guess which of many it is. */
function Crop({ side: { picture, finding } }: { side: Side<RecognizeAnswer> }) {
  const found = finding.answer;
  const face = found?.faces[picture.face];
  if (!found || !face) return null;
  const scale = (picture.shown?.width ?? 0) / found.picture.width;
  return <FaceCrop source={picture.shown} scale={scale} face={face} side={112} />;
}

function Decision({ answer, busy }: { answer: CompareAnswer; busy: boolean }) {
  const { kind, title, sentence } = verdictOf(answer);
  const { Icon, colour } = SIGNS[kind];
  const doubts = [...answer.a.quality.reasons, ...answer.b.quality.reasons];
  return (
    <Stack gap="sm" className={classes.verdict} data-busy={busy}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Icon
          size={36}
          color={`var(--mantine-color-${colour}-6)`}
          style={{ flex: 'none' }}
          aria-hidden
        />
        <div role="status">
          <Title order={2} fz="h3">
            {title}
          </Title>
          <Text fz="sm">{sentence}</Text>
        </div>
      </Group>
      {answer.threshold && (
        <LikenessScale
          similarity={answer.similarity}
          threshold={answer.threshold.similarity}
        />
      )}
      {doubts.length > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          <Text fz="sm">
            A picture is poor, so take this with care: {doubts.join('; ')}.
          </Text>
        </Alert>
      )}
      <Fold summary="The figures">
        <Figures answer={answer} />
      </Fold>
    </Stack>
  );
}
