import { describe, expect, it } from 'vitest';

import { initialOf } from '../../address/settings';
import { swapFields, swappedName } from './fields';
import { SWAP_SETTINGS } from './settings';

const DEFAULTS = initialOf(SWAP_SETTINGS);

const SHARED = [
  ['blend', 'seamless'],
  ['label', 'false'],
  ['format', 'jpeg'],
];

describe('swapFields', () => {
  it('says which face goes where', () => {
    const choice = { sourceFace: 1, targetFace: 2, exchange: false };
    expect(swapFields(choice, DEFAULTS)).toEqual([
      ['source_face', '1'],
      ['target_face', '2'],
      ...SHARED,
    ]);
  });

  it('can mean everyone', () => {
    const choice = { sourceFace: 0, targetFace: 'all' as const, exchange: false };
    expect(swapFields(choice, DEFAULTS)[1]).toEqual(['target_face', 'all']);
  });

  it('takes a poor face where that is wanted', () => {
    const choice = { sourceFace: 0, targetFace: 0, exchange: false };
    expect(swapFields(choice, { ...DEFAULTS, anyQuality: true })).toContainEqual([
      'quality',
      'any',
    ]);
  });

  it('exchanges the chosen face with the largest other one', () => {
    const choice = { sourceFace: 3, targetFace: 1, exchange: true };
    expect(swapFields(choice, DEFAULTS)).toEqual([
      ['exchange', 'true'],
      ['source_face', '1'],
      ...SHARED,
    ]);
  });
});

describe('swappedName', () => {
  it.each([
    ['team.png', 'image/jpeg', 'team-swapped.jpg'],
    ['a.b.webp', 'image/png', 'a.b-swapped.png'],
    ['', 'image/webp', 'picture-swapped.webp'],
  ])('names %j as %s %s', (target, type, expected) => {
    expect(swappedName(target, type)).toBe(expected);
  });
});
