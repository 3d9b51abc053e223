import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';

import type { SwapAnswer, SwapWarning } from '../../api/types';
import type { Answer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { BeforeAfter } from '../../components/BeforeAfter';
import { KeepButtons } from '../../components/KeepButtons';
import { useIntoView } from '../../components/useIntoView';
import { useObjectUrl } from '../../components/useObjectUrl';
import { Working } from '../../components/Working';
import type { PreparedPicture } from '../../picture/prepare';
import { dataUriToBlob } from '../../save';
import { swappedName } from './fields';
import classes from './swap.module.css';

interface Props {
  result: Answer<SwapAnswer>;
  target: PreparedPicture;
}

/** The swapped picture over the one it was, and the ways to keep it. */
export function SwapResult({ result, target }: Props) {
  const { answer, busy, cancel } = result;
  const section = useIntoView<HTMLElement>(answer ?? busy);
  return (
    <section ref={section} aria-label="Result" className={classes.outcome}>
      <Paper withBorder radius="lg" p="sm">
        <Stack gap="sm">
          <Group justify="space-between" mih={30}>
            <Title order={2} fz="h4">
              Result
            </Title>
            {busy ? (
              <Working words="Swapping…" onCancel={cancel} />
            ) : (
              answer && (
                <KeepButtons
                  what="the result"
                  file={() => swapped(answer, target.name)}
                />
              )
            )}
          </Group>
          {answer && (
            <div className={classes.result} data-busy={busy}>
              <Pair before={target} after={answer.image} />
            </div>
          )}
          {answer?.warnings.map((warning) => (
            <Warning key={warning.code} warning={warning} />
          ))}
          <AnswerNotice title="These faces can’t be swapped" answer={result} />
          {answer && (
            <Text fz="xs" c="dimmed">
              Drag across the picture, or use the arrow keys, to see it as it was. The
              file says in its metadata that it is a composite.
            </Text>
          )}
        </Stack>
      </Paper>
    </section>
  );
}

function swapped(answer: SwapAnswer, target: string) {
  const body = dataUriToBlob(answer.image);
  return { name: swappedName(target, body.type), body };
}

function Pair({ before, after }: { before: PreparedPicture; after: string }) {
  const address = useObjectUrl(before.preview === null ? null : before.upload.body);
  if (address === null) {
    return <img src={after} alt="After the swap" className={classes.only} />;
  }
  return (
    <BeforeAfter
      before={address}
      after={after}
      beforeLabel="Before the swap"
      afterLabel="After the swap"
      start={8}
    />
  );
}

function Warning({ warning }: { warning: SwapWarning }) {
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
    >
      <Text fz="sm">{warning.message}</Text>
    </Alert>
  );
}
