import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { challenge, randomText } from './pkce';
import { Session, type Browser } from './session';

// The example of RFC 7636, appendix B.
test('the challenge is the digest of the verifier', async () => {
  expect(await challenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('random texts differ, and go into an address as they are', () => {
  const text = randomText();
  expect(text).toMatch(/^[\w-]{43}$/);
  expect(randomText()).not.toBe(text);
});

let server: Server;
let pool: string;
let exchanged: URLSearchParams[];
let status: number;

beforeEach(async () => {
  exchanged = [];
  status = 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      exchanged.push(new URLSearchParams(body));
      response.writeHead(status);
      response.end('{"access_token": "the token", "expires_in": 3600}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  pool = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const PAGE = 'https://faces.test/#/recognize';

class TestBrowser implements Browser {
  kept: Browser['kept'];
  left = '';

  constructor(public address = PAGE) {
    const items = new Map<string, string>();
    this.kept = {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, text) => void items.set(key, text),
      removeItem: (key) => void items.delete(key),
    };
  }

  go(address: string): void {
    this.left = address;
  }

  show(address: string): void {
    this.address = address;
  }
}

async function leave(): Promise<{ browser: TestBrowser; session: Session; sent: URL }> {
  const browser = new TestBrowser();
  const session = new Session({ address: pool, client: 'site' }, browser);
  await session.signIn();
  return { browser, session, sent: new URL(browser.left) };
}

test('signing in leaves for the user pool with a challenge, not with the verifier', async () => {
  const { sent } = await leave();
  expect(`${sent.origin}${sent.pathname}`).toBe(`${pool}/oauth2/authorize`);
  const asked = Object.fromEntries(sent.searchParams);
  expect(asked).toMatchObject({
    response_type: 'code',
    client_id: 'site',
    redirect_uri: 'https://faces.test/',
    code_challenge_method: 'S256',
  });
  expect(asked['scope']).toContain('visage/read');
  expect(asked['scope']).not.toContain('admin');
});

test('coming back with the code gives a token, until it ends', async () => {
  const { browser, session, sent } = await leave();
  expect(session.token()).toBeNull();
  const state = sent.searchParams.get('state') ?? '';
  browser.address = `https://faces.test/?code=abc&state=${state}`;
  await session.comeBack();
  expect(session.token()).toBe('the token');
  expect(session.token(Date.now() + 3_600_001)).toBeNull();
  expect(browser.address).toBe(PAGE);
  const [form] = exchanged;
  expect(await challenge(form?.get('code_verifier') ?? '')).toBe(
    sent.searchParams.get('code_challenge'),
  );
});

test('a code that nobody here asked for is not taken', async () => {
  const { browser, session } = await leave();
  browser.address = 'https://faces.test/?code=abc&state=other';
  await expect(session.comeBack()).rejects.toThrow('not started here');
  expect([exchanged, session.token()]).toEqual([[], null]);
  expect(browser.address).toBe('https://faces.test/');
});

test('a refusal is told in its words', async () => {
  const { browser, session, sent } = await leave();
  const state = sent.searchParams.get('state') ?? '';
  browser.address = `https://faces.test/?error=x&error_description=No.&state=${state}`;
  await expect(session.comeBack()).rejects.toThrow('No.');
});

test('a code that the user pool does not take is an error', async () => {
  const { browser, session, sent } = await leave();
  status = 400;
  const state = sent.searchParams.get('state') ?? '';
  browser.address = `https://faces.test/?code=abc&state=${state}`;
  await expect(session.comeBack()).rejects.toThrow('could not be finished');
  expect(session.token()).toBeNull();
});

test('a page that was opened without a code asks for nothing', async () => {
  const session = new Session({ address: pool, client: 'site' }, new TestBrowser());
  await session.comeBack();
  expect(exchanged).toEqual([]);
});

test('signing out forgets the token and tells the user pool', async () => {
  const { browser, session, sent } = await leave();
  const state = sent.searchParams.get('state') ?? '';
  browser.address = `https://faces.test/?code=abc&state=${state}`;
  await session.comeBack();
  session.signOut();
  expect(session.token()).toBeNull();
  expect(browser.left).toContain(`${pool}/logout?client_id=site&logout_uri=https`);
});
