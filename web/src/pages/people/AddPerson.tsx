import { Button, Grid, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';

import type { Enrolled, SearchAnswer } from '../../api/types';
import { useAction } from '../../api/useAction';
import { ActionError } from '../../components/ActionError';
import { consentOf, NO_CONSENT } from '../../components/consent';
import { EnrolledNotice } from '../../components/EnrolledNotice';
import { NewConsent } from '../../components/NewConsent';
import { facesInWords } from '../../components/numbers';
import { useIntoView } from '../../components/useIntoView';
import { Working } from '../../components/Working';
import { NUMBERED } from '../../overlay/draw';
import { PicturePanel } from '../../picture/PicturePanel';
import { useFaces } from '../../picture/useFaces';
import { Terminal } from '../../terminal/Terminal';
import { addCommands } from './commands';
import { usePeopleApi } from './context';
import { FaceVerdict } from './FaceVerdict';

const TALLEST = 0.45;

interface Props {
  shown: boolean;
  onChanged: () => void;
}

/** A picture, a name and a consent: somebody new. */
export function AddPerson({ shown, onChanged }: Props) {
  const api = usePeopleApi();
  const [sample, setSample] = useState('');
  const { picture, finding } = useFaces<SearchAnswer>(
    sample,
    useCallback((upload, signal) => api.search(upload, signal), [api]),
  );
  const [name, setName] = useState('');
  const [consent, setConsent] = useState(NO_CONSENT);
  const [agreed, setAgreed] = useState(false);
  const [anyQuality, setAnyQuality] = useState(false);
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  const action = useAction();
  const outcome = useIntoView<HTMLDivElement>(enrolled ?? action.error);
  const faces = finding.answer?.faces ?? [];
  // Not the face of the picture before, while another one is on its way.
  const settled = picture.opening === null && !finding.busy;
  const face = settled ? faces[picture.face] : undefined;
  const upload = picture.prepared?.upload;

  const person = { name, consent: consentOf(name, consent) };
  const chosen = { face: picture.face, anyQuality };

  const enrol = () => {
    if (!upload || !face) return;
    setEnrolled(null);
    action.run(async (signal) => {
      const done = await api.enrol(upload, person, chosen, signal);
      setEnrolled(done);
      setName('');
      setConsent(NO_CONSENT);
      setAgreed(false);
      setAnyQuality(false);
      onChanged();
    });
  };

  return (
    <Grid gap="lg" align="flex-start">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <PicturePanel
          picture={picture}
          finding={finding}
          label="Picture of the person"
          prompt="Drop a picture of the person here"
          layers={NUMBERED}
          tallest={TALLEST}
          selected={picture.face}
          onSelect={picture.setFace}
          choosable
          paste={shown}
          onPicture={(file) => {
            setSample('');
            setEnrolled(null);
            picture.choose(file, file.name);
          }}
          onSample={setSample}
          words={facesInWords(faces.length)}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="md">
          <Paper withBorder radius="lg" p="md">
            <form
              onSubmit={(event) => {
                event.preventDefault();
                enrol();
              }}
            >
              <Stack gap="sm">
                <TextInput
                  label="Name"
                  required
                  maxLength={200}
                  value={name}
                  onChange={(event) => {
                    setName(event.currentTarget.value);
                  }}
                />
                {face && (
                  <FaceVerdict
                    face={face}
                    anyQuality={anyQuality}
                    onAnyQuality={setAnyQuality}
                  />
                )}
                <NewConsent
                  agreed={agreed}
                  onAgreed={setAgreed}
                  consent={consent}
                  onChange={setConsent}
                />
                <Text fz="xs" c="dimmed">
                  A face is biometric data: without a consent that is recorded, nobody
                  is enrolled. The picture itself is not kept. The consent can be
                  withdrawn at any time: forgetting is final, and gives a receipt.
                </Text>
                {action.busy ? (
                  <Working words="Adding…" onCancel={action.cancel} />
                ) : (
                  <Group>
                    <Button type="submit" disabled={!face}>
                      Add the person
                    </Button>
                    {!face && (
                      <Text fz="sm" c="dimmed">
                        Choose a picture with a face first.
                      </Text>
                    )}
                  </Group>
                )}
              </Stack>
            </form>
          </Paper>
          <div ref={outcome}>
            <ActionError title="The person was not added" action={action} />
            {enrolled && <EnrolledNotice enrolled={enrolled} />}
          </div>
          <Terminal
            commands={addCommands(
              api,
              person,
              picture.prepared?.name ?? 'photo.jpg',
              chosen,
            )}
          />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
