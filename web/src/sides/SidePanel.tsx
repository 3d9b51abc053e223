import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { facesInWords } from '../components/numbers';
import { NUMBERED } from '../overlay/draw';
import { PicturePanel, type FoundFaces } from '../picture/PicturePanel';
import type { Side } from './useSides';
import classes from './sides.module.css';

interface Props {
  side: Side<FoundFaces>;
  title: string;
  prompt: string;
  /** Whether every face is meant, whichever was chosen. */
  everyone?: boolean;
  onSeveral?: (files: File[]) => void;
  children?: ReactNode;
}

const TALLEST = 0.28;

/** One of two pictures: its place, its faces, and which of them is chosen. */
export function SidePanel(props: Props) {
  const { side, title, prompt, everyone = false, onSeveral, children } = props;
  const { picture, finding } = side;
  const count = finding.answer?.faces.length ?? 0;
  return (
    <div className={classes.side} onPointerEnter={side.touch} onFocus={side.touch}>
      <Text fw={600} fz="sm" mb={6}>
        {title}
      </Text>
      <PicturePanel
        picture={picture}
        finding={finding}
        label={title}
        prompt={prompt}
        layers={count > 1 ? NUMBERED : { ...NUMBERED, numbers: false }}
        tallest={TALLEST}
        selected={everyone ? null : picture.face}
        onSelect={picture.setFace}
        choosable={!everyone}
        paste={side.paste}
        onPicture={side.choose}
        onSample={side.takeSample}
        {...(onSeveral ? { onSeveral } : {})}
        words={facesInWords(count)}
      >
        {children}
      </PicturePanel>
    </div>
  );
}
