import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import { useApi } from '../api/context';
import { isAbort } from '../api/errors';
import { useAnswer } from '../api/useAnswer';
import { canvasOf, preparePicture, type PreparedPicture } from './prepare';
import { fetchSample } from './samples';

export interface ChosenPicture {
  /** The picture in use; a file that can't be opened does not take its place. */
  prepared: PreparedPicture | null;
  /** What can be shown of it: by this browser, or drawn by the service. */
  shown: HTMLCanvasElement | null;
  /** Name of the file that is being opened. */
  opening: string | null;
  error: unknown;
  /** Index of the chosen face; the largest one to begin with. */
  face: number;
  setFace: (index: number) => void;
  choose: (file: Blob, name: string) => void;
  cancel: () => void;
}

interface State {
  prepared: PreparedPicture | null;
  opening: string | null;
  error: unknown;
  face: number;
}

type Finish = (prepared: PreparedPicture) => Promise<PreparedPicture>;

const EMPTY: State = { prepared: null, opening: null, error: null, face: 0 };

/** The service marks landmarks on what it draws, which is better than no picture. */
function useDrawn(prepared: PreparedPicture | null): HTMLCanvasElement | null {
  const api = useApi();
  const unseen = prepared?.preview === null ? prepared.upload : null;
  const draw = useCallback(
    async (signal: AbortSignal) => unseen && canvasOf(await api.drawn(unseen, signal)),
    [api, unseen],
  );
  return useAnswer(unseen, unseen ? draw : null).answer;
}

/**
 * One picture that a person chose, from the file to what can be sent and shown.
 * `sample` is the name of a sample to take, from the page's address.
 */
export function usePicture(sample: string, finish?: Finish): ChosenPicture {
  const [state, setState] = useState<State>(EMPTY);
  const running = useRef<AbortController | null>(null);
  const taken = useRef('');
  const { prepared } = state;

  const open = useCallback(
    (name: string, load: (signal: AbortSignal) => Promise<Blob>) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState((before) => ({ ...before, opening: name, error: null }));
      const work = async () => {
        const { signal } = controller;
        const opened = await preparePicture(await load(signal), name, signal);
        return finish ? finish(opened) : opened;
      };
      work().then(
        (opened) => {
          if (!controller.signal.aborted) setState({ ...EMPTY, prepared: opened });
        },
        (error: unknown) => {
          if (controller.signal.aborted || isAbort(error)) return;
          setState((before) => ({ ...before, opening: null, error }));
        },
      );
    },
    [finish],
  );

  const takeSample = useEffectEvent((name: string) => {
    open(`${name}.jpg`, (signal) => fetchSample(name, signal));
  });
  useEffect(() => {
    const other = sample !== taken.current;
    taken.current = sample;
    if (other && sample !== '') {
      void Promise.resolve(sample).then(takeSample);
    }
  }, [sample]);

  const drawn = useDrawn(prepared);
  return {
    ...state,
    shown: prepared?.preview ?? drawn,
    setFace: (face) => {
      setState((before) => ({ ...before, face }));
    },
    choose: (file, name) => {
      open(name, () => Promise.resolve(file));
    },
    cancel: () => {
      running.current?.abort();
      setState((before) => ({ ...before, opening: null }));
    },
  };
}
