import { Grid, Stack, Text } from '@mantine/core';

import { useApi } from '../../api/context';
import { isWorthRetrying, sentenceFor } from '../../api/errors';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { RequestSnippet } from '../../components/RequestSnippet';
import { PictureInput } from '../../picture/PictureInput';
import { SamplePictures } from '../../picture/SamplePictures';
import { FacesPicture } from './FacesPicture';
import { QualityCard } from './QualityCard';
import { useFaces } from './useFaces';

export default function RecognizePage() {
  const api = useApi();
  const faces = useFaces();
  const prepared = faces.preparation.answer;
  const found = faces.finding.answer;
  const error: unknown = faces.preparation.error ?? faces.finding.error;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Recognize faces"
        lead="Find every face with its five points, and see how far each can be trusted before it is compared with others."
      />
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <PictureInput
              onPicture={faces.choose}
              label="Picture to look at"
              footer={<SamplePictures onPicture={faces.choose} />}
            >
              {prepared && <FacesPicture faces={faces} />}
            </PictureInput>
            {error !== null && (
              <ErrorNotice
                title={prepared ? 'No faces to show' : 'This picture can’t be sent'}
                sentence={sentenceFor(error)}
                {...(isWorthRetrying(error) ? { onRetry: faces.retry } : {})}
              />
            )}
            {prepared?.untouched && (
              <RequestSnippet
                command={[
                  `curl '${api.address}/recognize'`,
                  `-H 'Content-Type: ${prepared.upload.type}'`,
                  `--data-binary '@${prepared.name.replaceAll("'", `'\\''`)}'`,
                ].join(' \\\n  ')}
              />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md" component="section" aria-label="Faces">
            {found?.faces.map((face) => (
              <QualityCard
                key={face.index}
                face={face}
                selected={face.index === faces.face}
                onSelect={() => {
                  faces.setFace(face.index);
                }}
              />
            ))}
            {found && found.faces.length > 0 && (
              <Text fz="xs" c="dimmed">
                Described with {found.embedder}.
              </Text>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
