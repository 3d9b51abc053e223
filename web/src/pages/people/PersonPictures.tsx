import { ActionIcon, Button, FileButton, Stack, Text, Tooltip } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';

import type { KeptFace, Person } from '../../api/types';
import { useAnswer } from '../../api/useAnswer';
import { AnswerNotice } from '../../components/AnswerNotice';
import { Working } from '../../components/Working';
import { ACCEPT } from '../../picture/accept';
import { Refused } from '../../picture/Refused';
import { useAddPictures } from '../../picture/useAddPictures';
import { usePeopleApi } from './context';
import { ActionError } from '../../components/ActionError';
import { Part } from './Part';
import { day } from '../../components/days';
import { picturesInWords } from './words';
import classes from './people.module.css';

interface Props {
  person: Person;
  onChanged: (person: Person) => void;
}

/** The pictures that somebody is recognised by, as far as they are kept. */
export function PersonPictures({ person, onChanged }: Props) {
  const api = usePeopleApi();
  const { id } = person;
  const faces = useAnswer(
    id,
    useCallback((signal: AbortSignal) => api.faces(id, signal), [api, id]),
  );
  const forgetFiles = useRef<() => void>(null);
  const { action, refused, add } = useAddPictures(async (upload, signal) => {
    const chosen = { face: 0, anyQuality: false };
    const { person: changed } = await api.addFace(id, upload, chosen, signal);
    onChanged(changed);
  }, faces.retry);

  const remove = (face: KeptFace) => {
    action.run(async (signal) => {
      await api.eraseFace(id, face.id, signal);
      onChanged({ ...person, faces: person.faces - 1 });
      faces.retry();
    });
  };

  return (
    <Part title="Pictures">
      <Stack gap="xs">
        <AnswerNotice title="The pictures can’t be shown" answer={faces} />
        <ul className={classes.list}>
          {(faces.answer ?? []).map((face) => (
            <li key={face.id} className={classes.line}>
              <Text fz="sm">
                added {day(face.created)}, quality {face.quality.toFixed(2)}
              </Text>
              <Tooltip label="Forget this picture" withArrow>
                <ActionIcon
                  variant="default"
                  aria-label={`Forget the picture added ${day(face.created)}`}
                  loading={action.busy}
                  onClick={() => {
                    remove(face);
                  }}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </li>
          ))}
        </ul>
        {action.busy ? (
          <Working words="Changing the pictures…" onCancel={action.cancel} />
        ) : (
          <Text fz="xs" c="dimmed" role="status">
            {picturesInWords(person.faces)}. Three to five, in different light, are
            recognised best. The largest face of each is taken.
          </Text>
        )}
        <Refused sentences={refused} />
        <ActionError title="The pictures were not changed" action={action} />
        <FileButton
          accept={ACCEPT}
          multiple
          resetRef={forgetFiles}
          onChange={(files) => {
            forgetFiles.current?.();
            add(files);
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              disabled={action.busy}
              leftSection={<IconPhotoUp size={16} aria-hidden />}
            >
              Add pictures
            </Button>
          )}
        </FileButton>
      </Stack>
    </Part>
  );
}
