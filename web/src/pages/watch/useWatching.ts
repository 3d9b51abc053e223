import { useEffect, useEffectEvent, useState } from 'react';

import { useApi } from '../../api/context';
import { isAbort, needsSomebody } from '../../api/errors';
import type { PictureSize } from '../../api/types';
import type { WatchedFace } from '../../api/watchTypes';
import { drawn, encoded, type Camera } from '../../camera/useCamera';
import { fitWithin } from '../../picture/scale';
import { GLANCE, greys, moved } from './motion';
import { pause } from './pace';
import { withFrame, type Seen } from './seen';

/** Longest side of the frames that are sent: faces are found as well as in larger ones. */
const FRAME_SIDE = 960;
const JPEG_QUALITY = 0.85;
/** Milliseconds between two glances at the picture. */
const GLANCE_EVERY = 120;
/** Who moved so shortly ago counts as moving. */
const MOVED_LATELY = 1000;

export interface Watching {
  /** Who was in the last frame that was answered. */
  faces: readonly WatchedFace[];
  /** Everyone since the start, the last one last. */
  seen: readonly Seen[];
  /** Frames that were sent. */
  sent: number;
  /** Whether frames are sent, or the picture is still. */
  moving: boolean;
  /** Why the last frame was not taken; it is tried again by itself. */
  error: unknown;
  /** Alerts that were made since the start. */
  alerts: number;
}

const NOTHING: Watching = {
  faces: [],
  seen: [],
  sent: 0,
  moving: false,
  error: null,
  alerts: 0,
};

/**
 * Sends what the camera sees under the name of a camera, while something moves; one
 * frame at a time. `onStop` is told of a refusal that asking again won't change.
 */
export function useWatching(
  { video, ready }: Camera,
  name: string,
  onStop: (error: unknown) => void,
): Watching {
  const { watch } = useApi();
  const [state, setState] = useState(NOTHING);
  const stopped = useEffectEvent(onStop);

  useEffect(() => {
    if (!ready) return;
    const ended = new AbortController();
    const eye = new Eye();
    const session = crypto.randomUUID().replaceAll('-', '');
    const known = { faces: false, failures: 0 };
    let [sentAt, busy] = [-Infinity, false];

    const send = async (source: HTMLVideoElement) => {
      const taken = new Date();
      const frame = drawn(source, frameSize(source));
      const body = await encoded(frame, JPEG_QUALITY);
      if (!body) return;
      setState((before) => ({ ...before, sent: before.sent + 1 }));
      const upload = { body, type: 'image/jpeg' };
      const about = { camera: name, session, taken };
      const { faces, alerts } = await watch.frame(upload, about, ended.signal);
      Object.assign(known, { faces: faces.length > 0, failures: 0 });
      setState((before) => ({
        ...before,
        faces,
        seen: withFrame(before.seen, faces, frame, taken),
        error: null,
        alerts: before.alerts + alerts.length,
      }));
    };
    const failed = (error: unknown) => {
      if (ended.signal.aborted || isAbort(error)) return;
      known.failures += 1;
      if (needsSomebody(error)) stopped(error);
      else setState((before) => ({ ...before, faces: [], error }));
    };
    const glance = () => {
      const source = video.current;
      if (!source || busy) return;
      const now = performance.now();
      const moving = eye.sees(source, now);
      setState((before) => (before.moving === moving ? before : { ...before, moving }));
      const wait = sentAt === -Infinity ? 0 : pause({ moving, ...known });
      if (wait === null || now - sentAt < wait) return;
      [sentAt, busy] = [now, true];
      void send(source)
        .catch(failed)
        .finally(() => {
          busy = false;
        });
    };

    const timer = setInterval(glance, GLANCE_EVERY);
    return () => {
      clearInterval(timer);
      ended.abort();
      setState(NOTHING);
    };
  }, [video, ready, watch, name]);

  return state;
}

function frameSize(video: HTMLVideoElement): PictureSize {
  return fitWithin({ width: video.videoWidth, height: video.videoHeight }, FRAME_SIDE);
}

/** Remembers what it saw, to tell whether something moves. */
class Eye {
  private before: Uint8ClampedArray = new Uint8ClampedArray();
  private movedAt = -Infinity;
  private readonly context = small();

  sees(video: HTMLVideoElement, now: number): boolean {
    const { width, height } = GLANCE;
    this.context?.drawImage(video, 0, 0, width, height);
    const pixels = this.context?.getImageData(0, 0, width, height).data;
    if (!pixels) return true;
    const grey = greys(pixels);
    if (moved(this.before, grey)) this.movedAt = now;
    this.before = grey;
    return now - this.movedAt < MOVED_LATELY;
  }
}

function small(): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = GLANCE.width;
  canvas.height = GLANCE.height;
  return canvas.getContext('2d', { willReadFrequently: true });
}
