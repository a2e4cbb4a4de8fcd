// Characters that nobody sees on a page: they are no part of its words, its names and its samples.

/** Joiners and marks of direction mean something in other scripts and between emoji: they go only beside plain letters. */
const INVISIBLE =
  /[\u00ad\u200b\u2060\ufeff]|(?<=[\x21-\x7e])[\u200c-\u200f]|[\u200c-\u200f](?=[\x21-\x7e])|\u200e(?=\s|$)/g;

export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, "");
}
