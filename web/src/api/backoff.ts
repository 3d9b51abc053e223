const FIRST = 1000;
const LONGEST = 30_000;

/** Milliseconds to wait after so many failures in a row, twice as long each time. */
export function backoff(failures: number): number {
  return Math.min(LONGEST, FIRST * 2 ** (failures - 1));
}
