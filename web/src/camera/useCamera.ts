import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import type { PictureSize } from '../api/types';

/** A camera of this device: its id, or the one that looks at the person. */
export type Wanted = string | null;

/** There is no picture from the camera; the sentence says why, and what to do. */
export class CameraError extends Error {
  override name = 'CameraError';
}

export interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  ready: boolean;
  /** Of its picture, in pixels; null until it is ready. */
  size: PictureSize | null;
  /** Whether it looks at the person before it, who expects a mirror. */
  mirrored: boolean;
  error: CameraError | null;
  /** Takes the device's next camera; missing where there is but one. */
  another?: () => void;
}

interface Opened {
  ready: boolean;
  size: PictureSize | null;
  mirrored: boolean;
  error: CameraError | null;
  /** Ids of the device's cameras, and of the one that is open. */
  devices: readonly string[];
  device: string | null;
}

const CLOSED: Opened = {
  ready: false,
  size: null,
  mirrored: true,
  error: null,
  devices: [],
  device: null,
};

/** Shows a camera in a <video> while the component that calls it is mounted. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement | null>(null);
  const [wanted, setWanted] = useState<Wanted>(null);
  const [opened, setOpened] = useState<Opened>(CLOSED);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const shown = video.current;
    // A phone that is turned turns the picture.
    const resized = () => {
      setOpened((before) =>
        before.ready && shown ? { ...before, size: sizeOf(shown) } : before,
      );
    };
    shown?.addEventListener('resize', resized);
    const begin = async () => {
      try {
        stream = await openCamera(wanted);
        if (gone || !shown) {
          stop(stream);
          return;
        }
        const [track] = stream.getVideoTracks();
        track?.addEventListener('ended', () => {
          setOpened((before) => ({
            ...before,
            ready: false,
            error: new CameraError(TAKEN_AWAY),
          }));
        });
        shown.srcObject = stream;
        await shown.play();
        const { deviceId = null, facingMode } = track?.getSettings() ?? {};
        setOpened({
          ready: true,
          size: sizeOf(shown),
          mirrored: facingMode !== 'environment',
          error: null,
          devices: await camerasHere(),
          device: deviceId,
        });
      } catch (thrown) {
        if (gone) return;
        setOpened({ ...CLOSED, error: new CameraError(cameraSentence(thrown)) });
      }
    };
    void begin();
    return () => {
      gone = true;
      shown?.removeEventListener('resize', resized);
      setOpened(CLOSED);
      if (stream) stop(stream);
    };
  }, [wanted]);

  const { devices, device, ...shown } = opened;
  const another = useCallback(() => {
    const next = devices.indexOf(device ?? '') + 1;
    setWanted(devices[next % devices.length] ?? null);
  }, [devices, device]);
  return { video, ...shown, ...(devices.length > 1 ? { another } : {}) };
}

function openCamera(wanted: Wanted): Promise<MediaStream> {
  // Absent on pages served over plain http from another machine.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('', 'SecurityError');
  const which: MediaTrackConstraints =
    wanted === null ? { facingMode: 'user' } : { deviceId: { exact: wanted } };
  return devices.getUserMedia({
    video: { ...which, width: { ideal: 1920 }, height: { ideal: 1080 } },
  });
}

/** Browsers tell them once a camera may be used. */
async function camerasHere(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId }) => deviceId);
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const TAKEN_AWAY = 'The camera has stopped: it was unplugged, or is used elsewhere.';

export function cameraSentence(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError') {
    return 'The browser was not allowed to use the camera. Allow it in the site’s settings, then try again.';
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return 'No camera was found on this device.';
  }
  if (name === 'NotReadableError') {
    return 'The camera is in use by another program.';
  }
  if (name === 'SecurityError') {
    return 'Browsers open the camera only for pages served over https.';
  }
  return 'The camera could not be started.';
}

/** One frame, unmirrored: as others see the person. */
export function drawn(
  video: HTMLVideoElement,
  { width, height }: PictureSize = sizeOf(video),
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(video, 0, 0, width, height);
  return canvas;
}

/** A frame as a JPEG. */
export function encoded(
  frame: HTMLCanvasElement,
  quality = 0.95,
): Promise<Blob | null> {
  return new Promise((resolve) => {
    frame.toBlob(resolve, 'image/jpeg', quality);
  });
}

function sizeOf(video: HTMLVideoElement): PictureSize {
  return { width: video.videoWidth, height: video.videoHeight };
}
