import { expect, test } from 'vitest';

import type { Cluster } from '../../api/watchTypes';
import { kept, toggled } from './choice';

test.each([
  [[], ['a', 'b'], ['a', 'b']],
  [['a'], ['a', 'b'], ['a', 'b']],
  [['a', 'b', 'c'], ['a', 'b'], ['c']],
  [['c'], ['a'], ['c', 'a']],
])('of %j, toggling %j leaves %j', (before, ids, after) => {
  expect([...toggled(new Set(before), ids)]).toEqual(after);
});

test('what is not listed any more is chosen no more', () => {
  const faces = [{ id: 'a' }, { id: 'b' }] as unknown as Cluster['faces'];
  const clusters = [{ id: '1', faces }] as unknown as Cluster[];
  expect([...kept(new Set(['gone', 'b']), clusters)]).toEqual(['b']);
});
