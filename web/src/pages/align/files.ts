import type { AlignAnswer, AlignedFace } from '../../api/types';
import { dataUriToBlob, faceFileName, type NamedFile } from '../../save';

/** An aligned face as a file, counted from 1 as the page counts. */
export function fileOf(name: string, face: AlignedFace): NamedFile {
  const body = dataUriToBlob(face.aligned.image);
  return { name: faceFileName(name, face.index + 1, body.type), body };
}

export function filesOf(name: string, { faces }: AlignAnswer): NamedFile[] {
  return faces.map((face) => fileOf(name, face));
}
