/** Of one picture; a camera's are below a quarter of it. */
const LARGEST = 40_000_000; // bytes

export class HeicError extends Error {
  override name = 'HeicError';
}

/** What the worker answers: the picture, or why there is none. */
export type Decoded = { bitmap: ImageBitmap } | { sentence: string };

/**
 * Reads a HEIC picture where the browser can't. The decoder (libheif, 0.7 MB as it
 * travels) is fetched only then, and works off the page, which stays usable.
 */
export async function decodeHeic(
  file: Blob,
  signal?: AbortSignal,
): Promise<ImageBitmap> {
  signal?.throwIfAborted();
  if (file.size > LARGEST) throw new HeicError('This picture is larger than 40 MB.');
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    const answer = await new Promise<Decoded>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Decoded>) => {
        resolve(data);
      };
      worker.onerror = () => {
        reject(new HeicError('The decoder for HEIC can’t be loaded; try again.'));
      };
      signal?.addEventListener('abort', () => {
        reject(signal.reason as DOMException);
      });
      worker.postMessage(file);
    });
    if ('sentence' in answer) throw new HeicError(answer.sentence);
    return answer.bitmap;
  } finally {
    worker.terminate();
  }
}
