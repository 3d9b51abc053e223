/** A share as a percentage without needless zeros: 0.001 is 0.1%. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}

/** A share as a count of people: 0.001 is "1 in 1,000". */
export function oneIn(share: number): string {
  return `1 in ${Math.round(1 / share).toLocaleString('en')}`;
}

export function facesInWords(count: number): string {
  if (count === 0) return 'No face found';
  return count === 1 ? '1 face' : `${count} faces`;
}
