import { expect, test } from 'vitest';

import {
  apiError,
  isAbort,
  isWorthRetrying,
  sentenceFor,
  UnreachableError,
} from './errors';

test.each([
  [422, { error: 'No face.', code: 'no_face' }, 'No face.', 'no_face'],
  [413, { message: 'Request Too Long' }, 'Request Too Long', 'unknown'],
  [413, null, 'The picture is too large for the service.', 'unknown'],
  [429, {}, 'The service is busy. Wait a moment, then try again.', 'unknown'],
  [502, 'html', 'The service failed with status 502 and gave no reason.', 'unknown'],
  [
    500,
    { error: '' },
    'The service failed with status 500 and gave no reason.',
    'unknown',
  ],
])('status %i with %j', (status, body, sentence, code) => {
  const error = apiError(status, body);
  expect([error.status, error.message, error.code]).toEqual([status, sentence, code]);
  expect(sentenceFor(error)).toBe(sentence);
});

test('an internal error names its request', () => {
  const body = { error: 'Something failed.', code: 'internal', request_id: 'r-1' };
  expect(sentenceFor(apiError(500, body))).toBe('Something failed. (request r-1)');
});

test('an unreachable service is named by its address', () => {
  const sentence = sentenceFor(new UnreachableError('https://faces.test'));
  expect(sentence).toContain('https://faces.test');
  expect(sentence).toContain('can’t be reached');
});

test('whatever else is thrown still reads as a sentence', () => {
  expect(sentenceFor('odd')).toMatch(/^Something went wrong/);
});

test('only cancelled work counts as cancelled', () => {
  expect(isAbort(new DOMException('', 'AbortError'))).toBe(true);
  expect(isAbort(new TypeError('failed'))).toBe(false);
});

test.each([
  [apiError(422, null), false],
  [apiError(429, null), true],
  [apiError(503, null), true],
  [new UnreachableError('https://faces.test'), true],
  [new Error('unreadable'), false],
])('%s is worth retrying: %s', (error, worth) => {
  expect(isWorthRetrying(error)).toBe(worth);
});
