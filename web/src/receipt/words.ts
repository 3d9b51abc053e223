import type { Receipt } from '../api/types';

/** What a receipt says was removed. */
export function erasedInWords(receipt: Receipt): string {
  const faces = receipt.faces_count === 1 ? '1 face' : `${receipt.faces_count} faces`;
  const people = receipt.people_count === 1 ? '1 person and ' : '';
  const were = people === '' && receipt.faces_count === 1 ? 'was' : 'were';
  return `${people}${faces} ${were} erased.`;
}
