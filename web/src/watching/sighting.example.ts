import type { Sighting } from '../api/watchTypes';

/** An alert as the tests take one. */
export const SIGHTING: Sighting = {
  id: '20260102T030405-1',
  kind: 'customer',
  state: 'candidate',
  camera: 'door',
  track: '0'.repeat(32),
  collection: 'customers',
  person: { id: 'grace', name: 'Grace Hopper', metadata: {} },
  similarity: 0.97,
  far: 0.0001,
  votes: 4,
  looks: 5,
  taken: '2026-01-02T03:04:04Z',
  created: '2026-01-02T03:04:05Z',
  visit: { first: '2026-01-02T03:04:04Z', last: '2026-01-02T03:04:04Z' },
  late: false,
  account: null,
  case: null,
  has_reference: false,
  decision: null,
  notice: { state: 'none', tries: 0, at: null },
};
