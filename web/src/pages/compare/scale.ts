/** Where the threshold stands on the scale; what lies below needs less room. */
const THRESHOLD_AT = 0.6;

/**
 * The place of a similarity on a scale from 0 to 1 that fits the threshold: similarities
 * of strangers lie close below it, so that a scale from 0 would show every pair as alike.
 */
export function placeOnScale(similarity: number, threshold: number): number {
  const lowest = scaleStart(threshold);
  const place = (similarity - lowest) / (1 - lowest);
  return Math.min(1, Math.max(0, place));
}

/** The similarity at the left end, rounded down to a hundredth. */
export function scaleStart(threshold: number): number {
  const start = (threshold - THRESHOLD_AT) / (1 - THRESHOLD_AT);
  return Math.max(-1, Math.floor(start * 100 + 1e-9) / 100);
}
