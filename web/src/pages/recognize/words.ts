export function facesInWords(count: number): string {
  if (count === 0) return 'No face';
  return count === 1 ? '1 face' : `${count} faces`;
}

/** A share as a percentage without needless zeros: 0.001 is 0.1%. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
