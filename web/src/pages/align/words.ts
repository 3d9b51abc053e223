/** Positive degrees are counter-clockwise, as the service counts them. */
export function turnInWords(turned: number): string {
  const direction = turned > 0 ? 'counter-clockwise' : 'clockwise';
  return `Turned ${degrees(Math.abs(turned))} ${direction} to find faces`;
}

export function degrees(value: number): string {
  return `${Number(value.toFixed(1))}°`;
}

export function pixels(value: number): string {
  return `${Number(value.toFixed(1))} px`;
}
