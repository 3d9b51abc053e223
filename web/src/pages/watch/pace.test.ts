import { expect, test } from 'vitest';

import { pause } from './pace';

test.each([
  [{ moving: true, faces: false, failures: 0 }, 350],
  [{ moving: true, faces: true, failures: 0 }, 350],
  [{ moving: false, faces: true, failures: 0 }, 2000],
  [{ moving: false, faces: false, failures: 0 }, null],
  [{ moving: true, faces: true, failures: 1 }, 1000],
  [{ moving: false, faces: false, failures: 3 }, 4000],
  [{ moving: true, faces: true, failures: 40 }, 30_000],
])('with %o the next frame may follow after %s ms', (known, expected) => {
  expect(pause(known)).toBe(expected);
});
