import { Grid, Stack } from '@mantine/core';
import { useState } from 'react';

import { useApi } from '../../api/context';
import { isWorthRetrying, sentenceFor } from '../../api/errors';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageHeading } from '../../components/PageHeading';
import { RequestSnippet } from '../../components/RequestSnippet';
import { PictureInput } from '../../picture/PictureInput';
import { SamplePictures } from '../../picture/SamplePictures';
import { alignCommand } from './command';
import { AlignedFaces } from './AlignedFaces';
import { AlignOptionsPanel } from './AlignOptionsPanel';
import { AlignPicture } from './AlignPicture';
import { HowItWorks } from './HowItWorks';
import { useAlign } from './useAlign';
import classes from './align.module.css';

export default function AlignPage() {
  const api = useApi();
  const align = useAlign();
  const { preparation, alignment } = align;
  const [selected, setSelected] = useState<number | null>(null);
  const prepared = preparation.answer;
  const found = alignment.answer;
  const error: unknown = preparation.error ?? alignment.error;

  const choose = (file: Blob, name: string) => {
    setSelected(null);
    align.choose(file, name);
  };

  return (
    <Stack gap="lg">
      <PageHeading
        title="Align faces"
        lead="Find every face in a picture, mark its 68 landmarks, and cut each one out upright, centred and the same size."
      />
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <PictureInput
              onPicture={choose}
              label="Picture to align"
              footer={<SamplePictures onPicture={choose} />}
            >
              {prepared && (
                <AlignPicture
                  prepared={prepared}
                  found={found}
                  busy={preparation.busy || alignment.busy}
                  selected={selected}
                  onSelect={setSelected}
                  onPicture={choose}
                />
              )}
            </PictureInput>
            {error !== null && (
              <ErrorNotice
                title={prepared ? 'No faces to show' : 'This picture can’t be sent'}
                sentence={sentenceFor(error)}
                {...(isWorthRetrying(error) ? { onRetry: align.retry } : {})}
              />
            )}
            {found && prepared && (
              <AlignedFaces
                name={prepared.name}
                found={found}
                busy={alignment.busy}
                selected={selected}
                onSelect={setSelected}
              />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} className={classes.aside}>
          <Stack gap="lg">
            <AlignOptionsPanel options={align.options} onChange={align.setOptions} />
            {prepared?.untouched && (
              <RequestSnippet
                command={alignCommand(api.address, align.options, prepared)}
              />
            )}
          </Stack>
        </Grid.Col>
      </Grid>
      {!prepared && <HowItWorks />}
    </Stack>
  );
}
