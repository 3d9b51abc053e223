const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The letters of a text as people count them: an emoji of several parts is one. */
export function letters(text: string): string[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}
