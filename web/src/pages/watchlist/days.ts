/** Longer than this no case runs without being looked at again. */
export const MOST_DAYS = 366;

/** A day as <input type="date"> writes it, so many days from now. */
export function dayFromNow(days: number, now: Date = new Date()): string {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
