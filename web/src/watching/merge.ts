import type { AlertFilter } from '../api/watch';
import type { Sighting } from '../api/watchTypes';

/** Alerts as they were told, one after the other: the last word of each, newest first. */
export function merged(...told: readonly (readonly Sighting[])[]): Sighting[] {
  const known = new Map(told.flat().map((each) => [each.id, each]));
  // Ids begin with the time, so that their order is that of the alerts.
  return [...known.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whether a filter lets an alert through. */
export function passes({ state, kind, camera }: AlertFilter, alert: Sighting): boolean {
  return (
    (state === '' || state === alert.state) &&
    (kind === '' || kind === alert.kind) &&
    (camera === '' || camera === alert.camera)
  );
}

/**
 * The alert to look at: the chosen one, else the one that was there first. One that comes
 * meanwhile takes nobody's place, so that what is decided is what was shown.
 */
export function lookedAt(
  alerts: readonly Sighting[],
  chosen: string,
  first: string,
): Sighting | null {
  const about = (wanted: string) => alerts.find(({ id }) => id === wanted);
  return about(chosen) ?? about(first) ?? alerts[0] ?? null;
}

/**
 * The alert to look at after one was decided: the next older one that waits, else the
 * newest that does; null where everything is decided.
 */
export function nextToDecide(
  alerts: readonly Sighting[],
  decided: string,
): string | null {
  const at = alerts.findIndex(({ id }) => id === decided);
  const waits = ({ id, state }: Sighting) => id !== decided && state === 'candidate';
  return (alerts.slice(at + 1).find(waits) ?? alerts.find(waits))?.id ?? null;
}

/** The alert so many places further down; the ends hold. */
export function stepped(
  alerts: readonly Sighting[],
  from: string | null,
  by: number,
): string | null {
  const at = alerts.findIndex(({ id }) => id === from);
  const place = Math.min(alerts.length - 1, Math.max(0, at + by));
  return alerts[place]?.id ?? null;
}
