/** A day as people of this browser's language write it. */
export function day(moment: string): string {
  return new Date(moment).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** The last day before a moment: the service ends days at midnight in UTC. */
export function lastDay(moment: string): string {
  const before = new Date(Date.parse(moment) - 1000);
  return before.toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}
