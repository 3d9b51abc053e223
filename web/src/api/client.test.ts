import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { VisageApi } from './client';
import { ApiError, UnexpectedAnswerError, UnreachableError } from './errors';
import type { AlignOptions } from './types';

interface Asked {
  method: string | undefined;
  url: string | undefined;
  type: string | undefined;
  accept: string | undefined;
  body: string;
}

const OPTIONS: AlignOptions = { size: 160, crop: 'head', margin: 0.25, format: 'webp' };
const UPLOAD = { body: new Blob(['picture bytes']), type: 'image/png' };

let server: Server;
let api: VisageApi;
let asked: Asked[];
let answer: { status: number; body: string } | null;

async function record(request: IncomingMessage): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method, url, headers } = request;
  const body = Buffer.concat(parts).toString();
  const [type, accept] = [headers['content-type'], headers.accept];
  asked.push({ method, url, type, accept, body });
}

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{}' };
  server = createServer((request, response) => {
    void record(request).then(() => {
      // No answer prepared: the request is left hanging, to be cancelled.
      if (answer) response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  api = new VisageApi(`http://127.0.0.1:${port}`);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('align sends the bytes untouched and the options in the query', async () => {
  const body = { picture: { width: 1, height: 1, turned: 0 }, faces: [] };
  answer = { status: 200, body: JSON.stringify(body) };
  expect(await api.align(UPLOAD, OPTIONS)).toEqual(body);
  expect(asked).toEqual([
    {
      method: 'POST',
      url: '/align?face=all&size=160&crop=head&margin=0.25&format=webp',
      type: 'image/png',
      accept: 'application/json',
      body: 'picture bytes',
    },
  ]);
});

test('models and version unwrap what the service says', async () => {
  answer = { status: 200, body: '{"models": [{"name": "dlib"}]}' };
  expect(await api.models()).toEqual([{ name: 'dlib' }]);
  answer = { status: 200, body: '{"version": "1.2.3"}' };
  expect(await api.version()).toBe('1.2.3');
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /models',
    'GET /version',
  ]);
});

test('a refusal carries the sentence, the code and the status', async () => {
  answer = { status: 422, body: '{"error": "No face found.", "code": "no_face"}' };
  await expect(api.align(UPLOAD, OPTIONS)).rejects.toEqual(
    new ApiError(422, 'no_face', 'No face found.'),
  );
});

test('an answer that is not JSON is said to be unreadable', async () => {
  answer = { status: 200, body: '<html>' };
  await expect(api.version()).rejects.toThrow(UnexpectedAnswerError);
});

test('a failure that is not JSON is still told by its status', async () => {
  answer = { status: 502, body: '<html>Bad gateway</html>' };
  await expect(api.version()).rejects.toThrow(/status 502/);
});

test('a service that is not there is named by its address', async () => {
  server.close();
  await expect(api.version()).rejects.toEqual(new UnreachableError(api.address));
});

test('cancelling ends the request as cancelled, not as unreachable', async () => {
  answer = null;
  const controller = new AbortController();
  const request = api.align(UPLOAD, OPTIONS, controller.signal);
  setTimeout(() => {
    controller.abort();
  }, 20);
  await expect(request).rejects.toMatchObject({ name: 'AbortError' });
});
