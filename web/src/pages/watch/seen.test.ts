import { expect, test } from 'vitest';

import type { WatchedFace } from '../../api/watchTypes';
import { facesNow, mirrored, withFrame } from './seen';

const face = (track: string, name: string | null, side = 0.1): WatchedFace => ({
  box: { left: 0.2, top: 0.2, right: 0.2 + side, bottom: 0.2 + side },
  track,
  person: name === null ? null : { id: name, name, metadata: {} },
  similarity: name === null ? null : 0.97,
});
const frame = (name: string) => name as unknown as HTMLCanvasElement;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

test('a track is one entry, and the last that was seen is the last', () => {
  const one = withFrame([], [face('a', null), face('b', null)], frame('1'), at(1));
  const two = withFrame(one, [face('a', 'Grace')], frame('2'), at(2));
  expect(two.map(({ track, name }) => [track, name])).toEqual([
    ['b', null],
    ['a', 'Grace'],
  ]);
  const three = withFrame(two, [face('a', null)], frame('3'), at(3));
  expect(three.at(-1)).toMatchObject({ name: 'Grace', last: at(3), frame: '2' });
});

test('the largest picture of somebody unknown is kept, of a known one the first', () => {
  const shown = [0.1, 0.3, 0.2].reduce(
    (seen, side, n) =>
      withFrame(seen, [face('a', null, side)], frame(String(n)), at(n)),
    withFrame([], [], frame('none'), at(0)),
  );
  expect(shown[0]?.frame).toBe('1');
  const named = withFrame(shown, [face('a', 'Grace', 0.1)], frame('named'), at(4));
  const later = withFrame(named, [face('a', 'Grace', 0.4)], frame('later'), at(5));
  expect(later[0]?.frame).toBe('named');
});

test.each([
  [[], 'Nobody is seen.'],
  [[face('a', 'Grace')], 'Seen now: Grace.'],
  [[face('a', 'Grace'), face('b', null)], 'Seen now: Grace, somebody unknown.'],
  [[face('a', null), face('b', null)], 'Seen now: 2 unknown people.'],
])('%#: who is seen now, in words', (faces, words) => {
  expect(facesNow(faces)).toBe(words);
});

test('a mirror turns left and right', () => {
  const turned = mirrored({ left: 0.1, top: 0.2, right: 0.4, bottom: 0.5 });
  expect(turned).toEqual({ left: 0.6, top: 0.2, right: 0.9, bottom: 0.5 });
});
