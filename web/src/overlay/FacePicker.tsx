import { useId } from 'react';

import type { ShownFace } from '../api/types';
import { FaceCrop } from './FaceCrop';
import classes from './overlay.module.css';

interface Props {
  label: string;
  source: CanvasImageSource | null;
  /** Width of the source over the width that the boxes are counted in. */
  scale: number;
  faces: readonly ShownFace[];
  selected: number | null;
  onSelect: (index: number) => void;
}

/** The faces of a picture as a list: the way to choose one without a mouse. */
export function FacePicker(props: Props) {
  const { label, source, scale, faces, selected, onSelect } = props;
  const group = useId();
  return (
    <fieldset className={classes.picker}>
      <legend>{label}</legend>
      <div className={classes.choices}>
        {faces.map((face) => (
          <label key={face.index} className={classes.choice}>
            <input
              type="radio"
              name={group}
              value={face.index}
              checked={face.index === selected}
              aria-label={`Face ${face.index + 1}`}
              onChange={() => {
                onSelect(face.index);
              }}
            />
            <FaceCrop source={source} scale={scale} face={face} side={44} />
            <span aria-hidden>{face.index + 1}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
