import type { Person } from '../../api/types';
import { day, lastDay } from '../../components/days';
import { letters } from '../../components/letters';

export function picturesInWords(count: number): string {
  if (count === 0) return 'no picture yet';
  return count === 1 ? '1 picture' : `${count} pictures`;
}

/** The first letters of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => letters(word ?? '')[0]?.toUpperCase() ?? '').join('');
}

/** What a consent says, and whether it still holds. */
export function consentInWords({ consent }: Person): string {
  const until = consent.expires === null ? '' : `, until ${lastDay(consent.expires)}`;
  const given = `${consent.by} agreed to ${consent.purpose}, ${day(consent.given)}${until}`;
  return consent.in_force
    ? `${given}.`
    : `${given}. It has ended: nobody is named by it.`;
}

/** Whether a name is looked for by what somebody typed, in whatever case and accents. */
export function matches(name: string, typed: string): boolean {
  return plain(name).includes(plain(typed.trim()));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
