import type { Upload } from '../api/transport';
import type { PictureSize } from '../api/types';
import { decodeHeic } from './heic/decode';
import { readableType } from './kind';
import { encodeWithin, fitWithin, longestSide, MAX_BYTES, MAX_SIDE } from './scale';
import { bytesInWords } from './words';

const JPEG_QUALITY = 0.92;

/** What a file is sent as when neither its bytes nor the browser say its type. */
const UNKNOWN_PICTURE = 'image/x-unknown';

export interface PreparedPicture {
  name: string;
  upload: Upload;
  /** What the browser can show of it; null where it can't read the kind. */
  preview: HTMLCanvasElement | null;
  /** Size as chosen, where the browser knows it. */
  original: PictureSize | null;
  /** Size as sent, where it differs from the original. */
  scaledTo: PictureSize | null;
  /** Whether the bytes sent are those of the file. */
  untouched: boolean;
}

export class PreparationError extends Error {
  override name = 'PreparationError';
}

/** Makes a chosen file ready to send: untouched where it can be, else a JPEG. */
export async function preparePicture(
  file: Blob,
  name: string,
  signal?: AbortSignal,
): Promise<PreparedPicture> {
  if (file.size === 0) throw new PreparationError('This file is empty.');
  const type = await readableType(file);
  const bitmap = (await open(file)) ?? (await openHeic(file, type, signal));
  if (bitmap === null) return unopened(file, name, type);

  const original = { width: bitmap.width, height: bitmap.height };
  const preview = draw(bitmap, fitWithin(original, MAX_SIDE));
  bitmap.close();
  const fits = file.size <= MAX_BYTES && longestSide(original) <= MAX_SIDE;
  if (type !== null && fits) {
    const upload = { body: file, type };
    return { name, upload, preview, original, scaledTo: null, untouched: true };
  }
  const encoded = await encodeWithin(preview, (size) => jpeg(draw(preview, size)));
  if (encoded === null) {
    throw new PreparationError('This picture can’t be made small enough to send.');
  }
  const upload = { body: encoded.body, type: 'image/jpeg' };
  const scaledTo = encoded.size.width === original.width ? null : encoded.size;
  return { name, upload, preview, original, scaledTo, untouched: false };
}

/** A picture that the browser can read, as a canvas. */
export async function canvasOf(file: Blob): Promise<HTMLCanvasElement | null> {
  const bitmap = await open(file);
  return bitmap && draw(bitmap, fitWithin(bitmap, MAX_SIDE));
}

async function open(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

/** What is too large to be sent as it is; the service reads smaller ones itself. */
async function openHeic(
  file: Blob,
  type: string | null,
  signal?: AbortSignal,
): Promise<ImageBitmap | null> {
  const taken = type === 'image/heic' && file.size > MAX_BYTES;
  return taken ? decodeHeic(file, signal) : null;
}

/** The service may read what the browser can't; if not, its own words say so. */
function unopened(file: Blob, name: string, type: string | null): PreparedPicture {
  if (type === null && file.type !== '' && !file.type.startsWith('image/')) {
    throw new PreparationError('This file is not a picture.');
  }
  if (file.size > MAX_BYTES) {
    throw new PreparationError(
      `This browser can’t open this file to make it smaller, and its ` +
        `${bytesInWords(file.size)} are more than the ${bytesInWords(MAX_BYTES)} that ` +
        'can be sent. Save it as JPEG or PNG first.',
    );
  }
  const upload = {
    body: file,
    type: type ?? (file.type || UNKNOWN_PICTURE),
  };
  return {
    name,
    upload,
    preview: null,
    original: null,
    scaledTo: null,
    untouched: true,
  };
}

function draw(source: CanvasImageSource, size: PictureSize): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (context === null) throw new PreparationError('This browser can’t draw pictures.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, size.width, size.height);
  return canvas;
}

/** JPEG has no transparency: what is see-through becomes white, not black. */
function jpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob !== null) resolve(blob);
        else reject(new PreparationError('This browser can’t encode this picture.'));
      },
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}
