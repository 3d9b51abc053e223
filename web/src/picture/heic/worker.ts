import libheif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';

import { colourSpaceOf } from './colours';
import type { Decoded } from './decode';

/** The service refuses larger pictures too. */
const MOST_PIXELS = 50_000_000;

const UNREADABLE =
  'This HEIC picture is damaged, or of a kind that can’t be read here.';

async function decoded(file: Blob): Promise<Decoded> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [image] = new (libheif().HeifDecoder)().decode(bytes);
  if (!image) return { sentence: UNREADABLE };
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > MOST_PIXELS) {
    return { sentence: 'This picture has more than 50 megapixels.' };
  }
  const pixels = new ImageData(width, height, { colorSpace: colourSpaceOf(bytes) });
  const drawn = await new Promise<ImageData | null>((resolve) => {
    image.display(pixels, resolve);
  });
  return drawn ? { bitmap: await createImageBitmap(drawn) } : { sentence: UNREADABLE };
}

self.onmessage = ({ data }: MessageEvent<Blob>) => {
  const answering = decoded(data).catch((): Decoded => ({ sentence: UNREADABLE }));
  void answering.then((answer) => {
    const moved = 'bitmap' in answer ? [answer.bitmap] : [];
    self.postMessage(answer, { transfer: moved });
  });
};
