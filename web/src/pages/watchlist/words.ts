import type { Case } from '../../api/watchTypes';
import { lastDay } from '../../components/days';

/** Whether a case is looked for, and until when. */
export function termInWords({ state, expires }: Case): string {
  if (state === 'active') return `looked for until ${lastDay(expires)}`;
  if (state === 'expired') {
    return `ended by itself after ${lastDay(expires)}: nobody is matched any more`;
  }
  return 'ended; its pictures are erased';
}

export function alertsInWords(count: number): string {
  if (count === 0) return 'no alert yet';
  return count === 1 ? '1 alert' : `${count} alerts`;
}
