import type { PictureSize } from '../api/types';

export function sizeInWords(size: PictureSize): string {
  return `${size.width} × ${size.height}`;
}

export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
