import { expect, test } from 'vitest';

import { lookedAt, merged, nextToDecide, passes, stepped } from './merge';
import { SIGHTING } from './sighting.example';
import type { AlertState, Sighting } from '../api/watchTypes';

const alert = (id: string, state: AlertState = 'candidate'): Sighting => ({
  ...SIGHTING,
  id,
  state,
});
const ids = (alerts: readonly Sighting[]) => alerts.map(({ id }) => id);

test('what is told twice is kept once, as it was told last, the newest first', () => {
  const list = merged([alert('2'), alert('1')], [alert('3'), alert('2', 'confirmed')]);
  expect(list).toEqual([alert('3'), alert('2', 'confirmed'), alert('1')]);
});

test.each([
  [{ state: '', kind: '', camera: '' }, true],
  [{ state: 'candidate', kind: 'customer', camera: 'door' }, true],
  [{ state: 'rejected', kind: '', camera: '' }, false],
  [{ state: '', kind: 'watchlist', camera: '' }, false],
  [{ state: '', kind: '', camera: 'hall' }, false],
] as const)('%o lets the alert through: %s', (filter, through) => {
  expect(passes(filter, SIGHTING)).toBe(through);
});

test('one that comes meanwhile takes nobody’s place', () => {
  const [first, comes] = [alert('2'), alert('3')];
  expect(lookedAt([comes, first, alert('1')], '1', '2')?.id).toBe('1');
  expect(lookedAt([comes, first], '', '2')).toBe(first);
  expect(lookedAt([comes], '', '2')).toBe(comes);
  expect(lookedAt([], '1', '2')).toBeNull();
});

test('after a decision the next older one that waits is looked at', () => {
  const list = [alert('4'), alert('3'), alert('2', 'rejected'), alert('1')];
  expect(nextToDecide(list, '4')).toBe('3');
  expect(nextToDecide(list, '3')).toBe('1');
  expect(nextToDecide(list, '1')).toBe('4');
  expect(nextToDecide([alert('1')], '1')).toBeNull();
});

test('steps go down and up, and stop at the ends', () => {
  const list = [alert('3'), alert('2'), alert('1')];
  expect(ids(list).map((id) => stepped(list, id, 1))).toEqual(['2', '1', '1']);
  expect(ids(list).map((id) => stepped(list, id, -1))).toEqual(['3', '3', '2']);
  expect(stepped(list, null, 1)).toBe('3');
  expect(stepped([], null, 1)).toBeNull();
});
