import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

import { clientTypes } from '../../build/client.mjs';

test('the types of the client are those of the service’s contract', async () => {
  const written = await readFile('src/api/schema.ts', 'utf8');
  const contract = await clientTypes();
  expect(written === contract, 'run `npm run --workspace web client`').toBe(true);
});
