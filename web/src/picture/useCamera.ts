import { useEffect, useRef, useState, type RefObject } from 'react';

export type Facing = 'user' | 'environment';

export interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  ready: boolean;
  /** What went wrong, in a sentence. */
  error: string | null;
}

/** Shows the camera in a <video> while the component that calls it is mounted. */
export function useCamera(facing: Facing): Camera {
  const video = useRef<HTMLVideoElement | null>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const begin = async () => {
      try {
        stream = await openCamera(facing);
        if (gone) stop(stream);
        else if (video.current) {
          video.current.srcObject = stream;
          await video.current.play();
          setError(null);
          setReady(true);
        }
      } catch (thrown) {
        if (!gone) setError(cameraSentence(thrown));
      }
    };
    void begin();
    return () => {
      gone = true;
      setReady(false);
      if (stream) stop(stream);
    };
  }, [facing]);

  return { video, ready, error };
}

function openCamera(facing: Facing): Promise<MediaStream> {
  // Absent on pages served over plain http from another machine.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('', 'SecurityError');
  return devices.getUserMedia({
    video: { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } },
  });
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

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

/** One frame as a JPEG, unmirrored: as others see the person. */
export function captureFrame(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.95);
  });
}
