// Pages that come in place of the asked one. They only word a refusal: that a page is none is decided by reading it.

export interface Impostor {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Goes on from "it is ". */
  readonly what: string;
}

/** First match wins. */
export const impostors: readonly Impostor[] = [
  {
    id: "login",
    pattern: /<input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password\b/i,
    example: '<form><input name="p" type="password"></form>',
    what: "a page to log in on",
  },
  {
    id: "login-title",
    pattern: /<title>[^<]{0,200}\b(?:log ?in|sign ?in)\b/i,
    example: "<title>Sign in - Example</title>",
    what: "a page to log in on",
  },
  {
    id: "challenge",
    pattern: /<title>\s{0,99}(?:just a moment|attention required|access denied)/i,
    example: "<title>Just a moment...</title>",
    what: "a page that keeps programs out",
  },
  {
    id: "missing",
    pattern: /(?:<title>|^# )[^<\n]{0,200}\b(?:404|not found)\b/im,
    example: "<title>Page not found</title>",
    what: 'a page that says "not found"',
  },
];

/** What a page is that is not the asked one; undefined where no rule knows it. */
export function nameImpostor(text: string): string | undefined {
  const top = text.slice(0, 200_000);
  return impostors.find(({ pattern }) => pattern.test(top))?.what;
}
