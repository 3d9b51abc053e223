import { Badge, Grid, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { alignFields } from '../../api/client';
import { useApi } from '../../api/context';
import { BatchPanel } from '../../batch/BatchPanel';
import { facesInWords } from '../../components/numbers';
import { PageHeading } from '../../components/PageHeading';
import { LayerToggles } from '../../overlay/LayerToggles';
import { PicturePanel } from '../../picture/PicturePanel';
import { sizeInWords } from '../../picture/words';
import { curlPicture, visageCommand } from '../../terminal/commands';
import { Terminal } from '../../terminal/Terminal';
import { AlignedFaces } from './AlignedFaces';
import { AlignOptionsBar } from './AlignOptionsBar';
import { HowItWorks } from './HowItWorks';
import { useAlign, type Align } from './useAlign';
import { turnInWords } from './words';

const TALLEST = 0.5;

export default function AlignPage() {
  const align = useAlign();
  const { faces, settings, change, batch } = align;
  const { picture, finding } = faces;
  const [layers, setLayers] = useState({
    boxes: true,
    numbers: true,
    landmarks: true,
  });
  const found = finding.answer;
  return (
    <Stack gap="lg">
      <PageHeading
        title="Align faces"
        lead="Find every face, mark its 68 landmarks, and cut each one out upright, centred and the same size."
      />
      <AlignOptionsBar settings={settings} onChange={change} />
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <PicturePanel
              picture={picture}
              finding={finding}
              label="Picture to align"
              prompt="Drop a picture here"
              layers={layers}
              tallest={TALLEST}
              selected={found && found.faces.length > 1 ? picture.face : null}
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
              head={found && <LayerToggles layers={layers} onChange={setLayers} />}
              words={facesInWords(found?.faces.length ?? 0)}
            >
              <Provenance align={align} />
            </PicturePanel>
            <BatchPanel batch={batch} doing="Aligning the faces of" name="faces.zip" />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          {found && picture.prepared ? (
            <AlignedFaces
              name={picture.prepared.name}
              found={found}
              busy={finding.busy}
              selected={found.faces.length > 1 ? picture.face : null}
              onSelect={picture.setFace}
            />
          ) : (
            <HowItWorks />
          )}
        </Grid.Col>
      </Grid>
      <TerminalCommands align={align} />
    </Stack>
  );
}

/** What is sent of the picture, and how it had to be turned. */
function Provenance({ align: { faces } }: { align: Align }) {
  const prepared = faces.picture.prepared;
  const turned = faces.finding.answer?.picture.turned ?? 0;
  if (!prepared) return null;
  const { name, original, scaledTo, preview } = prepared;
  return (
    <Group gap="xs">
      <Text fz="xs" c="dimmed">
        {name}
        {original && `, ${sizeInWords(original)}`}
        {scaledTo && `, sent as ${sizeInWords(scaledTo)}`}
        {!preview && ', which only the service can open'}
      </Text>
      {turned !== 0 && (
        <Badge color="orange" variant="light" tt="none">
          {turnInWords(turned)}
        </Badge>
      )}
    </Group>
  );
}

function TerminalCommands({ align: { faces, settings } }: { align: Align }) {
  const { address } = useApi();
  const prepared = faces.picture.prepared;
  const name = prepared?.name ?? 'photo.jpg';
  const type = prepared?.upload.type ?? 'image/jpeg';
  const fields = alignFields(settings);
  return (
    <Terminal
      commands={{
        curl: curlPicture(address, '/align', { name, type, fields }),
        visage: visageCommand('align', [name], fields),
      }}
    />
  );
}
