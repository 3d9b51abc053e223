import { expect, test } from 'vitest';

import type { Classifier } from '../../api/types';
import { accuracyInWords, knowledge, named, shareInWords, verdict } from './words';

const ABOUT = {
  handle: 'a',
  version: 1,
  kind: 'people',
  picture: { width: 1, height: 1 },
  face: null,
} as const;

function share(class_idx: number, class_name: string) {
  return { class_idx, class_name, confidence: 0.5 };
}

test.each([
  [[share(0, 'Ada'), share(-1, 'unknown')], 'Ada', 'Ada'],
  [[share(-1, 'unknown')], 'Nobody that this classifier knows', 'nobody it knows'],
  [[share(0, 'Ada_Lovelace')], 'Ada Lovelace', 'Ada Lovelace'],
  // A person may be called that.
  [[share(3, 'unknown')], 'unknown', 'unknown'],
])('%j is %s', (classes, sentence, name) => {
  expect(verdict({ classes, about: ABOUT })).toBe(sentence);
  expect(classes.map(named)[0]).toBe(name);
});

test.each([
  [1, '100%'],
  [0.9512, '95.1%'],
  [0.0006, '0.1%'],
  [0.0004, 'under 0.1%'],
  [0, 'under 0.1%'],
])('%d is %s', (value, words) => {
  expect(shareInWords(value)).toBe(words);
});

const CLASSIFIER: Classifier = {
  handle: 'my-people',
  version: 2,
  pushed: '2026-01-02T03:04:05Z',
  kind: 'people',
  classes: 8,
  class_names: ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal'],
  accuracy: { top1: 0.981, low: 0.96, high: 0.99, pictures: 1200, source: 'LFW' },
  licence: 'none',
  commercial: 'no',
  training_data: 'LFW',
  report: true,
  problem: null,
};

test('a classifier is said by what it knows and how good it is', () => {
  expect(knowledge(CLASSIFIER)).toBe('Knows Ada, Bo, Cy, Di, Ed, Flo and 2 more');
  expect(knowledge({ ...CLASSIFIER, kind: 'image', classes: 1000 })).toBe(
    'Knows 1,000 classes',
  );
  expect(accuracyInWords(CLASSIFIER)).toBe(
    'Right about 98.1% of 1,200 pictures (96% to 99%): LFW',
  );
  expect(accuracyInWords({ ...CLASSIFIER, accuracy: null })).toBe(
    'Accuracy not measured',
  );
});
