import { Grid, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { Link } from 'wouter';

import { useSettings } from '../../address/useSettings';
import { useApi } from '../../api/context';
import type { Fields } from '../../api/transport';
import type { RecognizeAnswer } from '../../api/types';
import { BatchPanel } from '../../batch/BatchPanel';
import { useBatch } from '../../batch/useBatch';
import { CollectionSelect } from '../../components/CollectionSelect';
import { facesInWords } from '../../components/numbers';
import { PageHeading } from '../../components/PageHeading';
import { PicturePanel } from '../../picture/PicturePanel';
import { preparePicture } from '../../picture/prepare';
import { useFaces, type Faces } from '../../picture/useFaces';
import { curlPicture, visageCommand } from '../../terminal/commands';
import { Terminal } from '../../terminal/Terminal';
import { FaceRow } from './FaceRow';
import { SamplePeople } from './SamplePeople';
import { RECOGNIZE_SETTINGS } from './settings';
import classes from './recognize.module.css';

const TALLEST = 0.58;
const LAYERS = { boxes: true, numbers: true, landmarks: true };

export default function RecognizePage() {
  const api = useApi();
  const [settings, change] = useSettings('/recognize', RECOGNIZE_SETTINGS);
  const { collection } = settings;
  const faces = useFaces<RecognizeAnswer>(
    settings.picture,
    useCallback(
      (upload, signal) => api.recognize(upload, signal, collection),
      [api, collection],
    ),
  );
  const { picture, finding } = faces;
  const batch = useBatch(
    useCallback(
      async (file, signal) => {
        const { upload, name } = await preparePicture(file, file.name, signal);
        const answer = await api.recognize(upload, signal, collection);
        const body = new Blob([JSON.stringify(answer, null, 2)]);
        return [{ name: `${name}.json`, body }];
      },
      [api, collection],
    ),
  );
  const name = picture.prepared?.name ?? 'photo.jpg';
  const type = picture.prepared?.upload.type ?? 'image/jpeg';
  const nameless = finding.answer?.faces.some(({ label }) => label === null) ?? false;
  const fields: Fields = collection === '' ? [] : [['collection', collection]];
  return (
    <Stack gap="lg">
      <PageHeading
        title="Recognize faces"
        lead="Find everyone in a picture, with the names of those whom you have enrolled, and see how far each face can be trusted."
      />
      <CollectionSelect
        collection={collection}
        onChange={(chosen) => {
          change({ collection: chosen });
        }}
      />
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <PicturePanel
              picture={picture}
              finding={finding}
              label="Picture to look at"
              prompt="Drop a picture of people here"
              layers={LAYERS}
              tallest={TALLEST}
              selected={picture.face}
              onSelect={picture.setFace}
              choosable={false}
              paste
              onPicture={(file) => {
                change({ picture: '' });
                picture.choose(file, file.name);
              }}
              onSample={(sample) => {
                change({ picture: sample });
              }}
              onSeveral={batch.start}
              words={facesInWords(finding.answer?.faces.length ?? 0)}
            >
              {settings.picture !== '' && nameless && (
                <SamplePeople collection={collection} onAdded={finding.retry} />
              )}
            </PicturePanel>
            <BatchPanel batch={batch} doing="Looking at" name="faces.zip" />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <FaceList faces={faces} />
        </Grid.Col>
      </Grid>
      <Terminal
        commands={{
          curl: curlPicture(api.address, '/recognize', { name, type, fields }),
          visage: visageCommand('recognize', [name], fields),
        }}
      />
    </Stack>
  );
}

function FaceList({ faces: { picture, finding } }: { faces: Faces<RecognizeAnswer> }) {
  const found = finding.answer;
  if (!found || found.faces.length === 0) {
    return (
      <Text c="dimmed" fz="sm">
        {found
          ? 'No face was found in this picture. Small, dark or hidden faces are missed; try a closer picture.'
          : 'Every face that is found is listed here.'}
      </Text>
    );
  }
  const scale = (picture.shown?.width ?? 0) / found.picture.width;
  return (
    <section aria-label="Faces" className={classes.scroll} tabIndex={-1}>
      <ul className={classes.faces}>
        {found.faces.map((face) => (
          <FaceRow
            key={face.index}
            face={face}
            source={picture.shown}
            scale={scale}
            selected={face.index === picture.face}
            onSelect={() => {
              picture.setFace(face.index);
            }}
          />
        ))}
      </ul>
      <Text fz="xs" c="dimmed" mt="xs">
        {found.gallery?.sentence ?? (
          <>
            Nobody is enrolled yet: <Link href="/people">add people</Link>, and their
            names appear here.
          </>
        )}{' '}
        Described with {found.embedder}.
      </Text>
    </section>
  );
}
