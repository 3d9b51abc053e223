import type { FoundFace, PictureSize } from '../../api/types';
import type { DescribedFace } from './types';

const DOT = '#66d9e8';
const HALO = 'rgb(0 0 0 / 0.55)';

/** A copy of the picture with the five points of each face marked on it. */
export function withPoints(
  picture: HTMLCanvasElement,
  faces: readonly DescribedFace[],
  size: PictureSize,
): HTMLCanvasElement {
  const marked = document.createElement('canvas');
  marked.width = picture.width;
  marked.height = picture.height;
  const context = marked.getContext('2d');
  if (!context) return picture;
  context.drawImage(picture, 0, 0);
  const scale = picture.width / size.width;
  for (const face of faces) {
    const radius = Math.max(1.5, ((face.box.right - face.box.left) * scale) / 40);
    for (const [x, y] of Object.values(face.points) as [number, number][]) {
      context.beginPath();
      context.arc(x * scale, y * scale, radius, 0, 2 * Math.PI);
      context.fillStyle = DOT;
      context.strokeStyle = HALO;
      context.lineWidth = radius / 2;
      context.stroke();
      context.fill();
    }
  }
  return marked;
}

/** Faces as the canvas draws them: boxes with numbers. */
export function boxesOf(faces: readonly DescribedFace[]): FoundFace[] {
  return faces.map(({ index, box, probability }) => ({
    index,
    box,
    probability,
    landmarks: [],
    inter_ocular_distance: 0,
    roll: 0,
  }));
}
