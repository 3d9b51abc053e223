import { expect, test } from 'vitest';

import { policy, siteConfig } from '../build/site-config';
import { ConfigError, parseConfig } from './config';

test('a trailing slash is dropped', () => {
  expect(parseConfig({ api: 'https://faces.test/v1/' })).toEqual({
    api: 'https://faces.test/v1',
  });
});

test.each([null, {}, 'text', { api: 3 }, { api: '' }, { api: 'faces.test' }])(
  '%j is no configuration',
  (value) => {
    expect(() => parseConfig(value)).toThrow(ConfigError);
  },
);

test('what the build writes is what the page reads', () => {
  const text = siteConfig(' https://faces.test/ ');
  expect(text).toBe('{"api":"https://faces.test"}\n');
  expect(parseConfig(JSON.parse(text ?? ''))).toEqual({ api: 'https://faces.test' });
});

test('the build writes where to sign in, and as what', () => {
  const pool = { address: 'https://pool.test', client: 'abc' };
  const text = siteConfig('https://faces.test', 'https://pool.test/', 'abc');
  expect(parseConfig(JSON.parse(text ?? ''))).toEqual({
    api: 'https://faces.test',
    signIn: pool,
  });
});

test('the page may ask its service and its user pool, and nobody else', () => {
  const text = siteConfig('https://faces.test/dev', 'https://pool.test', 'abc');
  expect(policy(text)).toBe("connect-src 'self' https://faces.test https://pool.test");
  expect(policy(null)).toBeNull();
});

test('the page may hear of alerts where the service says them', () => {
  const text = siteConfig('https://faces.test/dev');
  expect(policy(text, 'wss://live.test/dev/')).toBe(
    "connect-src 'self' https://faces.test wss://live.test",
  );
  expect(policy(text, '')).toBe("connect-src 'self' https://faces.test");
  expect(() => policy(text, 'https://live.test')).toThrow(/VISAGE_LIVE_URL must/);
});

test('where to sign in and as what come together', () => {
  expect(() => siteConfig('https://faces.test', 'https://pool.test')).toThrow(
    /VISAGE_SIGN_IN_URL and VISAGE_CLIENT_ID/,
  );
  expect(() => parseConfig({ api: 'https://faces.test', signIn: {} })).toThrow(
    ConfigError,
  );
});

test('without an address the build writes nothing', () => {
  expect(siteConfig(undefined)).toBeNull();
  expect(siteConfig('')).toBeNull();
});

test('an address without a scheme stops the build', () => {
  expect(() => siteConfig('faces.test')).toThrow(/VISAGE_API_URL must start with/);
});
