// Judges whether what arrived is the page that was asked for, by what its reading gave.
import type { Reference } from "../reference/reference.ts";
import { usualEndings } from "../formats/choose-format.ts";
import type { Finding } from "../source/finding.ts";
import { oneOf } from "../source/wording.ts";
import type { Refusal } from "./request-page.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

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

export interface ArrivedPage {
  /** Path that the register gives to the page. */
  readonly file: string;
  readonly mediaType: string;
  /** Versions that the register says it describes. */
  readonly versions: readonly string[];
  /** Other pages of the version hold webhooks: this one may be about what all of them have in common. */
  readonly isBeside?: boolean;
  /** What reading it gave; see `ReadPage`. */
  readonly read: { readonly reference?: Reference; readonly text?: string; readonly findings: readonly Finding[] };
}

/** The share of webhooks that an index may name beside those that the page describes. */
const MOST_MISSING = 0.25;

const TEXTUAL = /^(?:$|text\/|application\/(?:xhtml\+xml|octet-stream|markdown|mdx)\b)/i;
/** Why the page is not to be taken; undefined where it is. */
export function judgePage({ file, mediaType, versions, isBeside, read }: ArrivedPage): Refusal | undefined {
  const type = mediaType.trim();
  if (!TEXTUAL.test(type))
    return { rule: "fetch/media-type", why: `it came as ${type.split(";")[0] ?? ""}, which is no text` };
  const { reference, text = "", findings } = read;
  if (reference === undefined) return { rule: "fetch/unreadable", why: findings[0]?.reason ?? "its bytes are no text" };
  const isBackground = isBeside === true && saysOfAll(reference) && nameImpostor(text) === undefined;
  if (reference.sections.length === 0 && !isBackground)
    return { rule: "fetch/other-page", why: otherPage(reference, text) };
  const format = findings.find(({ ruleId }) => ruleId === "document/format");
  if (format !== undefined) {
    const fix = `give "${file}" the ending of what it holds, in the register: ${oneOf(usualEndings())}`;
    return { rule: "fetch/format", why: format.reason.split(";")[0] ?? "", fix };
  }
  if (/<html[\s>]/i.test(text) && !/<\/html\s*>/i.test(text.slice(-20_000))) {
    return { rule: "fetch/truncated", why: "it breaks off before the end of its HTML" };
  }
  const missing = reference.findings.filter(({ ruleId }) => ruleId === "reference/index-without-section").length;
  if (missing > MOST_MISSING * (missing + reference.sections.length)) {
    const why = `of what its index names, ${String(missing)} have no section; it seems to break off`;
    return { rule: "fetch/truncated", why };
  }
  return otherVersion(reference, versions);
}

/** Whether a page without webhooks of its own speaks of webhooks: how one is known to be genuine, how it is answered, which there are. */
function saysOfAll({ kind, authentications, delivery = {}, listed = [] }: Reference): boolean {
  return kind === "webhooks" && authentications.length + Object.keys(delivery).length + listed.length > 0;
}

function otherPage({ kind, findings }: Reference, text: string): string {
  const impostor = nameImpostor(text);
  if (impostor !== undefined) return `it is ${impostor}`;
  const said = findings.find(({ fatal }) => fatal === true)?.reason;
  return said ?? `it holds no section of ${kind === "webhooks" ? "a webhook" : "a data structure"}`;
}

/** A server that sends on to its newest page must not make an old version of it. */
function otherVersion({ claims }: Reference, versions: readonly string[]): Refusal | undefined {
  const numbers = versions.map((version) => /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version);
  const [first] = claims;
  if (first === undefined || claims.some(({ version }) => numbers.includes(version))) return undefined;
  return {
    rule: "fetch/other-version",
    why: `all that it says of its version is ${first.version}, by its ${first.source}; the register says ${versions.join(" and ")}`,
    fix: "if that version has no page of its own any more, take its url out of the register",
  };
}

/** A page that comes in place of the asked one. It only words a refusal: that a page is none is decided by reading it. */
interface Impostor extends PatternRule {
  /** Goes on from "it is ". */
  readonly what: string;
}

/** What a page is that is not the asked one; undefined where no rule knows it. */
export function nameImpostor(text: string): string | undefined {
  const top = text.slice(0, 200_000);
  return impostors.find(({ pattern }) => pattern.test(top))?.what;
}
