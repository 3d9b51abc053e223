import { zipSync, type Zippable } from 'fflate';

export interface NamedFile {
  name: string;
  body: Blob;
}

/** The bytes of a base64 data URI; fetch() would need leave from the page's policy. */
export function dataUriToBlob(uri: string): Blob {
  const match = /^data:([^;,]+);base64,(.*)$/s.exec(uri);
  if (!match) throw new Error('A picture in the answer is not a base64 data URI.');
  const [, type = '', base64 = ''] = match;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type });
}

/** A name like "team-face-2.png", made from the picture's own. */
export function faceFileName(picture: string, number: number, type: string): string {
  const stem = picture.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const extension = type.replace('image/', '').replace('jpeg', 'jpg');
  return `${stem || 'picture'}-face-${number}.${extension}`;
}

/** Packs files without compressing again what is compressed already. */
export async function zip(files: readonly NamedFile[]): Promise<Blob> {
  const entries: Zippable = {};
  for (const file of files) {
    const bytes = new Uint8Array(await file.body.arrayBuffer());
    entries[freeName(file.name, entries)] = [bytes, { level: 0 }];
  }
  return new Blob([zipSync(entries).slice()], { type: 'application/zip' });
}

/** "photo-2.jpg" where "photo.jpg" is taken: two folders may hold the same name. */
function freeName(name: string, taken: object): string {
  const [, stem = name, suffix = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem}-${number}${suffix}`;
    if (!(candidate in taken)) return candidate;
  }
}

/** Puts a picture onto the clipboard; browsers take PNG only. */
export async function copyPicture(picture: Blob): Promise<void> {
  const png = toPng(picture);
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

async function toPng(picture: Blob): Promise<Blob> {
  if (picture.type === 'image/png') return picture;
  const bitmap = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('This browser can’t copy this picture.'));
    }, 'image/png');
  });
}

export function save(file: NamedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file.body);
  link.download = file.name;
  link.click();
  // The browser reads the address after the click, not during it.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
