import { useRef, useState } from 'react';

import { chime } from './sound';

export interface Sound {
  on: boolean;
  turn: (on: boolean) => void;
  play: () => void;
}

/** A sound for what happens; off until a person turns it on, as browsers want it. */
export function useSound(): Sound {
  const context = useRef<AudioContext>(null);
  const [on, setOn] = useState(false);
  const play = () => {
    if (on && context.current) chime(context.current);
  };
  const turn = (wanted: boolean) => {
    setOn(wanted);
    if (!wanted) return;
    context.current ??= new AudioContext();
    void context.current.resume();
    // So that it is heard what it sounds like.
    chime(context.current);
  };
  return { on, turn, play };
}
