import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ApiError, UnreachableError } from '../api/errors';
import { LiveConnection, type LiveMessage, type LiveState } from './connection';

/** The far end of a line, as a browser's socket shows it. */
class Line {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;

  constructor(address: string) {
    heard.push(address);
    lines.push(this);
    void Promise.resolve().then(() => this.onopen?.());
  }

  send(text: string) {
    heard.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }
}

let heard: unknown[];
let lines: Line[];
let refusal: Error | null;
let states: LiveState[];
let messages: LiveMessage[];
let newest: string | null;
let live: LiveConnection;

beforeEach(() => {
  vi.useFakeTimers();
  [heard, lines, states, messages, newest, refusal] = [[], [], [], [], null, null];
  let tickets = 0;
  const url = 'wss://live.test/dev';
  live = new LiveConnection(
    () => {
      if (refusal) return Promise.reject(refusal);
      tickets += 1;
      return Promise.resolve({ ticket: `t/${tickets}`, url, expires: '' });
    },
    {
      onState: (state) => states.push(state),
      onMessage: (message) => {
        messages.push(message);
        if (message.alert) newest = message.alert.id;
      },
      after: () => newest,
    },
    (address) => new Line(address) as unknown as WebSocket,
  );
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const say = (message: object) => {
  lines.at(-1)?.onmessage?.({ data: JSON.stringify(message) });
};
const alert = (id: string) => ({ version: 1, type: 'alert', alert: { id } });
const kinds = () => states.map(({ kind }) => kind);
const FIRST = 'wss://live.test/dev?ticket=t%2F1';

test('it connects with a ticket and asks for what it has missed', async () => {
  newest = 'a5';
  live.start();
  await settle();
  expect(heard).toEqual([FIRST, { action: 'since', after: 'a5' }]);
  expect(kinds()).toEqual(['connecting', 'open']);
  say(alert('a6'));
  say({ version: 2, type: 'alert', alert: { id: 'of another version' } });
  say({ version: 1, type: 'more', after: 'a6' });
  expect(heard.at(-1)).toEqual({ action: 'more', after: 'a6' });
  expect(messages.map(({ type }) => type)).toEqual(['alert', 'more']);
});

test('it comes back with a new ticket, from where it was', async () => {
  live.start();
  await settle();
  say(alert('a1'));
  lines[0]?.onclose?.();
  expect(kinds().at(-1)).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1000);
  expect(heard.slice(2)).toEqual([
    'wss://live.test/dev?ticket=t%2F2',
    { action: 'since', after: 'a1' },
  ]);
  expect(kinds()).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
});

test('it waits longer each time, up to half a minute', async () => {
  refusal = new UnreachableError('https://faces.test');
  live.start();
  await vi.advanceTimersByTimeAsync((1 + 2 + 4 + 8 + 16) * 1000);
  expect(kinds().filter((kind) => kind === 'connecting')).toHaveLength(6);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(kinds().filter((kind) => kind === 'connecting')).toHaveLength(9);
});

test('where somebody has to sign in first it waits for them', async () => {
  refusal = new ApiError(401, 'unauthorized', 'Sign in first.');
  live.start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(kinds()).toEqual(['connecting', 'refused']);
  refusal = null;
  live.start();
  await settle();
  expect(kinds().at(-1)).toBe('open');
});

test('what is stopped tells nothing more', async () => {
  live.start();
  await settle();
  live.stop();
  expect(lines[0]?.closed).toBe(true);
  say(alert('a1'));
  lines[0]?.onclose?.();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(messages).toEqual([]);
  expect(kinds()).toEqual(['connecting', 'open']);
});

test('a line that answers no ping is given up, one that does is kept', async () => {
  live.start();
  await settle();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(heard.at(-1)).toEqual({ action: 'ping' });
  say({ version: 1, type: 'pong' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(kinds().at(-1)).toBe('open');
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(kinds().at(-1)).toBe('waiting');
  expect(lines[0]?.closed).toBe(true);
});
