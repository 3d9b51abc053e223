import type { Page } from '@playwright/test';

/** Tag, kind (3: 16 bit, 4: 32 bit), count, value. */
type Entry = readonly [number, 3 | 4, number, number];

const HEAD = 8;

/** A sample as an uncompressed TIFF, which Chromium can't show and the service reads. */
export async function tiffOf(page: Page, sample: string): Promise<Buffer> {
  const { width, height, rgb } = await page.evaluate(async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const rgba = context?.getImageData(0, 0, width, height).data ?? [];
    return { width, height, rgb: [...rgba].filter((_, index) => index % 4 !== 3) };
  }, `/samples/${sample}.jpg`);
  const entries: Entry[] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8], // bits of each colour
    [262, 3, 1, 2], // red, green, blue
    [273, 4, 1, HEAD],
    [277, 3, 1, 3], // colours of a pixel
    [278, 4, 1, height],
    [279, 4, 1, rgb.length],
  ];
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, kind, count, value], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(kind, at + 2);
    directory.writeUInt32LE(count, at + 4);
    if (kind === 3) directory.writeUInt16LE(value, at + 8);
    else directory.writeUInt32LE(value, at + 8);
  });
  const head = Buffer.alloc(HEAD);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(HEAD + rgb.length, 4);
  return Buffer.concat([head, Buffer.from(rgb), directory]);
}
