import { Button, Grid, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconUserX } from '@tabler/icons-react';
import { useCallback, useState } from 'react';

import type { SearchAnswer, SearchedFace } from '../../api/types';
import { useAction } from '../../api/useAction';
import { ActionError } from '../../components/ActionError';
import { FaceCrop } from '../../overlay/FaceCrop';
import { NUMBERED } from '../../overlay/draw';
import { PicturePanel } from '../../picture/PicturePanel';
import { useFaces } from '../../picture/useFaces';
import { Terminal } from '../../terminal/Terminal';
import { searchCommands } from './commands';
import { usePeopleApi } from './context';
import classes from './people.module.css';

const TALLEST = 0.58;

/** Who is in a picture, among everyone; and "no, that's not them". */
export function FindPeople({ shown }: { shown: boolean }) {
  const api = usePeopleApi();
  const [sample, setSample] = useState('');
  const { picture, finding } = useFaces<SearchAnswer>(
    sample,
    useCallback((upload, signal) => api.search(upload, signal), [api]),
  );
  const action = useAction();
  const found = finding.answer;
  const faces = found?.faces ?? [];
  const upload = picture.prepared?.upload;
  const scale = found ? (picture.shown?.width ?? 0) / found.picture.width : 0;

  const reject = (face: SearchedFace) => {
    const { person } = face;
    if (!upload || person === null) return;
    action.run(async (signal) => {
      await api.reject(person, upload, face.index, signal);
      finding.retry();
    });
  };

  return (
    <Grid gap="lg" align="flex-start">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <PicturePanel
          picture={picture}
          finding={finding}
          label="Picture to search"
          prompt="Drop a picture of people here"
          layers={NUMBERED}
          tallest={TALLEST}
          selected={picture.face}
          onSelect={picture.setFace}
          choosable={false}
          paste={shown}
          onPicture={(file) => {
            setSample('');
            picture.choose(file, file.name);
          }}
          onSample={setSample}
          words={foundInWords(faces)}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="sm" component="section" aria-label="Who is shown">
          <ActionError title="This was not remembered" action={action} />
          <ul className={classes.list}>
            {faces.map((face) => (
              <li
                key={face.index}
                className={classes.found}
                data-selected={face.index === picture.face}
              >
                <UnstyledButton
                  aria-label={`Show ${face.label ?? `face ${face.index + 1}`}`}
                  aria-pressed={face.index === picture.face}
                  onClick={() => {
                    picture.setFace(face.index);
                  }}
                >
                  <FaceCrop
                    source={picture.shown}
                    scale={scale}
                    face={face}
                    side={52}
                  />
                </UnstyledButton>
                <div className={classes.about}>
                  <Text fw={600} className={classes.name}>
                    {face.label ?? 'Nobody you know'}
                  </Text>
                  <Text fz="xs" c="dimmed">
                    {inWords(face)}
                  </Text>
                  {face.person !== null && (
                    <Button
                      mt={6}
                      size="compact-xs"
                      variant="default"
                      leftSection={<IconUserX size={14} aria-hidden />}
                      loading={action.busy}
                      onClick={() => {
                        reject(face);
                      }}
                    >
                      This is not {face.label}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {found ? (
            <Text fz="xs" c="dimmed">
              {found.gallery.sentence}
            </Text>
          ) : (
            <Text fz="sm" c="dimmed">
              Everyone in the picture is listed here, with their name if you have added
              them.
            </Text>
          )}
          <Terminal
            commands={searchCommands(api, {
              name: picture.prepared?.name ?? 'photo.jpg',
              type: upload?.type ?? 'image/jpeg',
            })}
          />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function foundInWords(faces: readonly SearchedFace[]): string {
  const named = faces.flatMap(({ label }) => (label === null ? [] : [label]));
  const count = faces.length === 1 ? '1 face' : `${faces.length} faces`;
  return named.length === 0
    ? `${count}, nobody known`
    : `${count}: ${named.join(', ')}`;
}

function inWords({ similarity, needed }: SearchedFace): string {
  if (similarity === null || needed === null) return 'there is nobody to compare with';
  const [is, has] = [similarity.toFixed(2), needed.toFixed(2)];
  return similarity >= needed
    ? `similarity ${is}; ${has} is enough`
    : `the nearest person is ${is} similar; ${has} is needed`;
}
