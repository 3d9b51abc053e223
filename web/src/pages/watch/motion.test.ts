import { expect, test } from 'vitest';

import { GLANCE, greys, moved } from './motion';

const PLACES = GLANCE.width * GLANCE.height;
const scene = (paint: (place: number) => number) =>
  Uint8ClampedArray.from({ length: PLACES }, (_, place) => paint(place));
const ROOM = scene((place) => 60 + (place % 90));

test('grey is what the eye takes for it', () => {
  const pixels = Uint8ClampedArray.from(
    [
      [255, 255, 255, 255],
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 0, 255],
    ].flat(),
  );
  expect([...greys(pixels)]).toEqual([255, 76, 150, 0]);
});

test.each([
  ['nothing changes', ROOM, false],
  [
    'the camera is noisy',
    ROOM.map((grey, place) => grey + ((place * 7) % 9) - 4),
    false,
  ],
  ['a lamp goes on', ROOM.map((grey) => grey + 40), false],
  ['a head turns', ROOM.map((grey, place) => (place < 8 ? grey + 50 : grey)), true],
  ['somebody comes in', ROOM.map((grey, place) => (place % 3 ? grey : 10)), true],
])('%s: it moves: %s', (_, now, moves) => {
  expect(moved(ROOM, now)).toBe(moves);
});
