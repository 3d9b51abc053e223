import { expect, test } from 'vitest';

import { cameraSentence } from './useCamera';

test.each([
  ['NotAllowedError', /was not allowed/],
  ['NotFoundError', /No camera was found/],
  ['OverconstrainedError', /No camera was found/],
  ['NotReadableError', /another program/],
  ['SecurityError', /over https/],
  ['AbortError', /could not be started/],
])('%s reads %s', (name, sentence) => {
  expect(cameraSentence(new DOMException('', name))).toMatch(sentence);
});
