/** How often a camera has told something. */
export function eventsInWords(count: number): string {
  return count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`;
}

/** When somebody who comes again is announced again. */
export function visitInWords(minutes: number): string {
  const time = minutes === 1 ? 'a minute' : `${Number(minutes.toFixed(2))} minutes`;
  return `Who comes again after ${time} is announced again.`;
}
