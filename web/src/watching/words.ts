import { oneIn } from '../components/numbers';
import type { Sighting } from '../api/watchTypes';

/** Shares below this are not told apart: that many strangers were never measured. */
const RAREST = 1e-7;

/** How alike the face and the person are, for those who know no figures. */
export function likenessInWords({ far, similarity }: Sighting): string {
  const figure = similarity.toFixed(2);
  const share = far < RAREST ? `less than ${oneIn(RAREST)}` : oneIn(far);
  const how = far <= 1e-4 ? 'Very' : far <= 1e-2 ? 'Quite' : 'Somewhat';
  return `${how} alike (${figure}): a stranger is taken for them ${share} times`;
}

export function looksInWords({ votes, looks }: Sighting): string {
  if (looks === 1) return 'one look';
  return votes === looks
    ? `all ${looks} looks agree`
    : `${votes} of ${looks} looks agree`;
}

/** When something was, as short as it can be said today. */
export function moment(text: string, now: Date = new Date()): string {
  const at = new Date(text);
  const time = at.toLocaleTimeString(undefined, { timeStyle: 'medium' });
  if (at.toDateString() === now.toDateString()) return time;
  return at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** From one moment to another; a day is said where it is not today, and once. */
export function span(first: string, last: string, now: Date = new Date()): string {
  const [begin, end] = [new Date(first), new Date(last)];
  const from = minute(begin, begin.toDateString() !== now.toDateString());
  const until = minute(end, end.toDateString() !== begin.toDateString());
  return until === minute(begin, false) ? from : `${from} to ${until}`;
}

function minute(at: Date, withDay: boolean): string {
  return withDay
    ? at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
    : at.toLocaleTimeString(undefined, { timeStyle: 'short' });
}

const STATES = {
  candidate: 'to decide',
  confirmed: 'confirmed',
  rejected: 'not them',
} as const;

export function stateInWords({ state }: Sighting): string {
  return STATES[state];
}

/** What became of telling the subscribers; '' where there is nobody to tell. */
export function noticeInWords({ notice }: Sighting): string {
  const { state, tries, at } = notice;
  if (state === 'none') return '';
  if (state === 'sent') {
    return `The subscribers were told${at === null ? '' : `, ${moment(at)}`}.`;
  }
  if (state === 'waiting') {
    return tries === 0
      ? 'The subscribers are being told.'
      : `The subscribers could not be told yet (tried ${times(tries)}); it is tried again every minute.`;
  }
  return `The subscribers were not told: it failed ${times(tries)}. Tell them yourself, and look at the service’s logs.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** The name of a field of an account as a heading: account_type is "Account type". */
export function fieldInWords(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a field holds. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
