/** Characters of a note. */
export const LONGEST_NOTE = 1000;
