import { Group, Paper, Stack } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

import type { PictureSize, ShownFace } from '../api/types';
import type { Answer } from '../api/useAnswer';
import { AnswerNotice } from '../components/AnswerNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { Working } from '../components/Working';
import type { Layers } from '../overlay/draw';
import { FacePicker } from '../overlay/FacePicker';
import { PictureCanvas } from '../overlay/PictureCanvas';
import { PictureButtons } from './PictureButtons';
import { Prompt } from './Prompt';
import type { Sample } from './samples';
import { useDrop } from './useDrop';
import { usePaste } from './usePaste';
import type { ChosenPicture } from './usePicture';
import classes from './picture.module.css';

export interface FoundFaces {
  picture: PictureSize;
  faces: readonly ShownFace[];
}

export interface PicturePanelProps {
  picture: ChosenPicture;
  finding: Answer<FoundFaces>;
  /** Names the place for assistive technology. */
  label: string;
  prompt: string;
  layers: Layers;
  tallest: number;
  /** The face that is marked; null for none, or for all. */
  selected: number | null;
  onSelect: (index: number) => void;
  /** Whether a face can be chosen in a list beside the picture. */
  choosable: boolean;
  paste: boolean;
  onPicture: (file: File) => void;
  onSample: (name: string) => void;
  /** Missing where one picture has to do. */
  onSeveral?: (files: File[]) => void;
  /** Above the picture. */
  head?: ReactNode;
  /** What was found, in words. */
  words: string;
  /** What is going on while the service works. */
  working?: string;
  /** Title of the notice where the service has no answer. */
  failure?: string;
  /** Pictures for those who have none at hand. */
  samples?: readonly Sample[];
  /** Below the picture. */
  children?: ReactNode;
}

const NO_FACES: readonly ShownFace[] = [];

/** A place to drop a picture, which becomes that picture with its faces. */
export function PicturePanel(props: PicturePanelProps) {
  const { picture, label, paste, onPicture, onSeveral } = props;
  const take = (files: File[]) => {
    const [first] = files;
    if (onSeveral && files.length > 1) onSeveral(files);
    else if (first) onPicture(first);
  };
  const { dragging, handlers } = useDrop(take);
  usePaste(take, paste);
  const section = useRef<HTMLElement>(null);
  const empty = picture.prepared === null;
  useEffect(() => {
    // The button that was pressed is gone with the prompt: the focus stays here.
    const lost = document.activeElement === document.body;
    if (!empty && lost) section.current?.focus({ preventScroll: true });
  }, [empty]);

  return (
    <Stack gap="sm">
      <section
        ref={section}
        tabIndex={-1}
        aria-label={label}
        className={classes.input}
        data-dragging={dragging}
        data-empty={empty}
        {...handlers}
      >
        {empty ? (
          <Empty {...props} onFiles={take} />
        ) : (
          <Paper withBorder radius="lg" p={{ base: 'xs', sm: 'sm' }}>
            <Filled {...props} onFiles={take} />
          </Paper>
        )}
      </section>
      {picture.error !== null && (
        <ErrorNotice title="This picture can’t be used" error={picture.error} />
      )}
      <AnswerNotice
        title={props.failure ?? 'No faces to show'}
        answer={props.finding}
      />
    </Stack>
  );
}

interface WithFiles extends PicturePanelProps {
  onFiles: (files: File[]) => void;
}

function Empty(props: WithFiles) {
  const { picture, prompt, samples, onSeveral, onFiles, onSample } = props;
  if (picture.opening !== null) {
    return (
      <div className={classes.opening}>
        <Working words={`Opening ${picture.opening}…`} onCancel={picture.cancel} />
      </div>
    );
  }
  return (
    <Prompt
      title={prompt}
      several={onSeveral !== undefined}
      samples={samples}
      onFiles={onFiles}
      onSample={onSample}
    />
  );
}

function Filled(props: WithFiles) {
  const { picture, finding, head, children, onFiles, onSeveral } = props;
  return (
    <Stack gap="sm">
      {head}
      <Shown {...props} />
      {children}
      <Group justify="space-between" gap="xs">
        {picture.opening !== null ? (
          <Working words={`Opening ${picture.opening}…`} onCancel={picture.cancel} />
        ) : finding.busy ? (
          <Working
            words={props.working ?? 'Looking for faces…'}
            onCancel={finding.cancel}
          />
        ) : (
          <p role="status" className={classes.words}>
            {finding.answer ? props.words : ''}
          </p>
        )}
        <PictureButtons onFiles={onFiles} several={onSeveral !== undefined} again />
      </Group>
    </Stack>
  );
}

function Shown(props: PicturePanelProps) {
  const { picture, finding, selected, onSelect, choosable } = props;
  const { prepared, shown } = picture;
  const found = finding.answer;
  const faces = found?.faces ?? NO_FACES;
  const size = found?.picture ?? prepared?.scaledTo ?? prepared?.original;
  if (!prepared || !size) return null;
  return (
    <>
      <PictureCanvas
        picture={size}
        source={shown}
        faces={faces}
        layers={props.layers}
        selected={selected}
        onSelect={(index) => {
          if (index !== null) onSelect(index);
        }}
        label={`${prepared.name}. ${found ? props.words : ''}`}
        tallest={props.tallest}
      />
      {choosable && faces.length > 1 && (
        <FacePicker
          label="Which face"
          source={shown}
          scale={(shown?.width ?? 0) / size.width}
          faces={faces}
          selected={selected}
          onSelect={onSelect}
        />
      )}
    </>
  );
}
