import type { PreparedPicture } from './prepare';
import { encodeWithin } from './scale';

/** Two pictures share one request of 4.5 MB. */
const HALF_REQUEST = 2_150_000;
const JPEG_QUALITY = 0.92;

/** The picture as it is, or as a JPEG that leaves room for a second one. */
export async function lighter(prepared: PreparedPicture): Promise<PreparedPicture> {
  const { preview } = prepared;
  if (prepared.upload.body.size <= HALF_REQUEST || preview === null) return prepared;
  const size = { width: preview.width, height: preview.height };
  const encoded = await encodeWithin(
    size,
    ({ width, height }) => jpeg(preview, width, height),
    HALF_REQUEST,
  );
  if (encoded === null) return prepared;
  return {
    ...prepared,
    upload: { body: encoded.body, type: 'image/jpeg' },
    scaledTo: encoded.size,
    untouched: false,
  };
}

function jpeg(source: HTMLCanvasElement, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, width, height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(blob);
        else reject(new Error('This browser can’t encode this picture.'));
      },
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}
