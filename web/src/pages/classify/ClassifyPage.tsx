import { Center, Grid, Loader, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';

import { useSettings } from '../../address/useSettings';
import { filled } from '../../api/transport';
import { useApi } from '../../api/context';
import { useAnswer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { PageHeading } from '../../components/PageHeading';
import { PicturePanel } from '../../picture/PicturePanel';
import { SAMPLES, THINGS } from '../../picture/samples';
import { curlPicture, visageCommand } from '../../terminal/commands';
import { Terminal } from '../../terminal/Terminal';
import { Answers } from './Answers';
import { ClassifierChoice } from './ClassifierChoice';
import { placeOf } from './place';
import { CLASSIFY_SETTINGS } from './settings';
import { TrainYourOwn } from './TrainYourOwn';
import { useClassify } from './useClassify';
import { useHandle } from './useHandle';
import { shareInWords, verdict } from './words';

const TALLEST = 0.5;
const LAYERS = { boxes: true, numbers: false, landmarks: false };
const PEOPLE_FIRST = [...SAMPLES, ...THINGS];
const THINGS_FIRST = [...THINGS, ...SAMPLES];

export default function ClassifyPage() {
  const api = useApi();
  const ask = useCallback((signal: AbortSignal) => api.classifiers(signal), [api]);
  const listing = useAnswer(api, ask);
  const known = listing.answer;
  const [handle, choose] = useHandle(known);
  const [settings, change] = useSettings(placeOf(handle), CLASSIFY_SETTINGS);
  const { picture, finding } = useClassify(settings.picture, handle);
  const { answer } = finding;
  const people = known?.find((each) => each.handle === handle)?.kind === 'people';
  const name = picture.prepared?.name ?? 'photo.jpg';
  const type = picture.prepared?.upload.type ?? 'image/jpeg';
  const best = answer?.classes[0];
  return (
    <Stack gap="lg">
      <PageHeading
        title="Classify a picture"
        lead="Say what a picture shows, or whose face it is, by a classifier of this service. The address of this page names the classifier, so that it can be handed on."
      />
      {listing.busy && !known && (
        <Center mih={80}>
          <Loader role="img" aria-label="Loading the classifiers" />
        </Center>
      )}
      <AnswerNotice title="No classifiers to show" answer={listing} />
      {known?.length === 0 && handle === null && (
        <Text>
          There is no classifier here yet: `visage models pull` brings one that knows
          1,000 kinds of things.
        </Text>
      )}
      {known && handle !== null && (
        <ClassifierChoice known={known} handle={handle} onChoose={choose} />
      )}
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <PicturePanel
            picture={picture}
            finding={finding}
            label="Picture to classify"
            prompt={people ? 'Drop a picture of a person here' : 'Drop a picture here'}
            working="Looking at the picture…"
            failure="No answer to show"
            samples={people ? PEOPLE_FIRST : THINGS_FIRST}
            layers={LAYERS}
            tallest={TALLEST}
            selected={0}
            onSelect={() => {}}
            choosable={false}
            paste
            onPicture={(file) => {
              change({ picture: '' });
              picture.choose(file, file.name);
            }}
            onSample={(sample) => {
              change({ picture: sample });
            }}
            words={
              answer && best
                ? `${verdict(answer)}, ${shareInWords(best.confidence)}`
                : ''
            }
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          {answer ? (
            <Answers answer={answer} source={picture.shown} />
          ) : (
            <Text c="dimmed" fz="sm">
              The best answers are listed here.
            </Text>
          )}
        </Grid.Col>
      </Grid>
      {handle !== null && (
        <Terminal
          commands={{
            curl: curlPicture(api.address, filled('/classify/{handle}', { handle }), {
              name,
              type,
            }),
            visage: visageCommand('classify', [name], [['as', handle]]),
          }}
        />
      )}
      <TrainYourOwn />
    </Stack>
  );
}
