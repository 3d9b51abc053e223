/** First bytes of the kinds of picture that the service reads. */
const SIGNATURES: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n[^]\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['image/bmp', /^BM/],
  ['image/tiff', /^(II\*\0|MM\0\*)/],
  ['image/heic', /^[^]{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/],
  ['image/avif', /^[^]{4}ftypavi[fs]/],
];

const LONGEST_SIGNATURE = 12;

/**
 * The media type the service reads the bytes as, or null if it reads no such kind.
 * A browser's own guess goes by the file's name, which is often wrong.
 */
export async function readableType(file: Blob): Promise<string | null> {
  const head = new Uint8Array(await file.slice(0, LONGEST_SIGNATURE).arrayBuffer());
  const text = String.fromCharCode(...head);
  return SIGNATURES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
