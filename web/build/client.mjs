// Writes the types of the service's routes, src/api/schema.ts, from its contract.
// Usage: node build/client.mjs
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const CONTRACT = new URL('../../visage/http/openapi.json', import.meta.url);
const SCHEMA = new URL('../src/api/schema.ts', import.meta.url);
const HEAD = '// Made from the service’s openapi.json by `npm run client`.\n\n';

/** The text that src/api/schema.ts should have. */
export async function clientTypes() {
  return HEAD + astToString(await openapiTS(CONTRACT));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(SCHEMA, await clientTypes());
}
