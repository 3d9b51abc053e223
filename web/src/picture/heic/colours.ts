/** How far into a file its colour profile is looked for. */
const HEAD = 100_000;

/** The name of a wide profile in ICC's own letters, of two bytes each. */
const DISPLAY_P3 = 'Display P3'.replace(/./g, '\0$&');

/** The colours that the numbers of a HEIC picture mean: a phone's are wider than sRGB. */
export function colourSpaceOf(bytes: Uint8Array): PredefinedColorSpace {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD));
  return head.includes(DISPLAY_P3) ? 'display-p3' : 'srgb';
}
