import type { Point, ShownFace } from '../api/types';
import { letters } from '../components/letters';
import { scaleBox, scalePoint } from './geometry';
import { STROKES, type Stroke } from './landmarks68';

export interface Layers {
  boxes: boolean;
  numbers: boolean;
  landmarks: boolean;
}

/** What most pages draw: which face is which. */
export const NUMBERED: Layers = { boxes: true, numbers: true, landmarks: false };

const NUMBER_HEIGHT = 20;
const LONGEST_NAME = 28;
const BOX_COLOUR = '#7c8cff';
const SELECTED_COLOUR = '#ffd43b';
const PART_COLOURS: Record<Stroke['part'], string> = {
  jaw: '#74c0fc',
  brow: '#ffa94d',
  nose: '#8ce99a',
  eye: '#66d9e8',
  mouth: '#faa2c1',
};
// Under every line, so that it is seen on light and dark skin and ground alike.
const HALO = 'rgb(0 0 0 / 0.55)';

/** Draws what was found, in CSS pixels, `scale` of them to a picture pixel. */
export function drawFaces(
  context: CanvasRenderingContext2D,
  faces: readonly ShownFace[],
  scale: number,
  layers: Layers,
  selected: number | null,
): void {
  for (const face of faces) {
    if (layers.landmarks) drawPoints(context, face, scale);
    const colour = face.index === selected ? SELECTED_COLOUR : BOX_COLOUR;
    if (layers.boxes) drawBox(context, face, scale, colour);
    if (layers.numbers) drawName(context, face, scale, colour);
  }
}

function drawBox(
  context: CanvasRenderingContext2D,
  face: ShownFace,
  scale: number,
  colour: string,
): void {
  const { left, top, right, bottom } = scaleBox(face.box, scale);
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 4);
  stroke(context, colour, 2);
}

/** The name over the face, or its number where nobody knows whose it is. */
function drawName(
  context: CanvasRenderingContext2D,
  face: ShownFace,
  scale: number,
  colour: string,
): void {
  const { left, top } = scaleBox(face.box, scale);
  const text = shortened(face.label ?? String(face.index + 1));
  context.font = '600 13px system-ui, sans-serif';
  const width = context.measureText(text).width + 12;
  // Over the box, off the face; inside it where the picture has no room above.
  const wide = context.canvas.width / context.getTransform().a;
  const x = Math.max(0, Math.min(left, wide - width));
  const y = top >= NUMBER_HEIGHT ? top - NUMBER_HEIGHT : Math.max(0, top);
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x, y, width, NUMBER_HEIGHT, 4);
  context.fill();
  context.fillStyle = '#10131f';
  context.textBaseline = 'middle';
  context.fillText(text, x + 6, y + NUMBER_HEIGHT / 2 + 0.5);
}

/** What fits over a face: long names are cut, whole letters at a time. */
function shortened(name: string): string {
  const all = letters(name);
  return all.length <= LONGEST_NAME
    ? name
    : `${all.slice(0, LONGEST_NAME - 1).join('')}…`;
}

/** The 68 landmarks with their lines, or else the five points. */
function drawPoints(
  context: CanvasRenderingContext2D,
  { box, landmarks = [], points }: ShownFace,
  scale: number,
): void {
  const radius = dotRadius((box.right - box.left) * scale);
  if (landmarks.length > 0) {
    drawLines(context, landmarks, scale, radius);
  } else if (points) {
    context.fillStyle = PART_COLOURS.eye;
    for (const point of Object.values(points)) {
      drawDot(context, scalePoint(point, scale), radius * 1.4);
    }
  }
}

/** Dots grow with the face, but are neither lost on a small one nor blots on a large. */
function dotRadius(faceWidth: number): number {
  return Math.min(2.6, Math.max(0.8, faceWidth / 90));
}

function drawLines(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  scale: number,
  radius: number,
): void {
  const points = landmarks.map((point) => scalePoint(point, scale));
  for (const line of STROKES) {
    const run = points.slice(line.first, line.last + 1);
    trace(context, run, line.closed);
    stroke(context, PART_COLOURS[line.part], Math.max(1, radius * 0.7));
    context.fillStyle = PART_COLOURS[line.part];
    for (const point of run) drawDot(context, point, radius);
  }
}

function trace(
  context: CanvasRenderingContext2D,
  run: readonly Point[],
  closed: boolean,
): void {
  context.beginPath();
  for (const [x, y] of run) context.lineTo(x, y);
  if (closed) context.closePath();
}

function drawDot(
  context: CanvasRenderingContext2D,
  [x, y]: Point,
  radius: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function stroke(
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
): void {
  context.lineJoin = 'round';
  context.strokeStyle = HALO;
  context.lineWidth = width + 1.5;
  context.stroke();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
