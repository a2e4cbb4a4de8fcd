// Reads how a page says that its webhooks prove where they come from: a signature, a token or a password, and where it is.
import type { Position } from "../../source/finding.ts";
import type { Authentication, HmacScheme, SignatureFields } from "../../register/conventions.ts";
import type { RankedAuthentication } from "../reference.ts";
import { secondsOf } from "./delivery.ts";
import type { PageScan, ShownHeader } from "./scan.ts";

type SignatureScheme = HmacScheme | "ed25519" | "rsa-sha256";

/** A scheme, the words that tell of it, and an example; the first row that fits wins. */
export interface SchemeRule {
  readonly id: SignatureScheme | "bearer" | "basic" | "token";
  readonly pattern: RegExp;
  readonly example: string;
}

export const schemeRules: readonly SchemeRule[] = [
  { id: "ed25519", pattern: /\bed25519\b/i, example: "Check the Ed25519 signature." },
  {
    id: "rsa-sha256",
    pattern: /\bRSA\b|SHA-?256 ?with ?RSA|\bpublic key\b/i,
    example: "Verify it with our public key (RSA).",
  },
  {
    id: "hmac-sha512",
    pattern: /\b(?:hmac|hash)[\s\S]{0,160}\bSHA[-_]?512|SHA[-_]?512[\s\S]{0,160}\b(?:hmac|hash)/i,
    example: "An HMAC SHA-512 of the body.",
  },
  {
    id: "hmac-sha256",
    pattern: /\b(?:hmac|hash)[\s\S]{0,160}\bSHA[-_]?256|SHA[-_]?256[\s\S]{0,160}\b(?:hmac|hash)|hmac[-_]?sha[-_]?256/i,
    example: "An HMAC SHA-256 of the body.",
  },
  {
    id: "hmac-sha1",
    pattern: /\b(?:hmac|hash)[\s\S]{0,160}\bSHA[-_]?1\b|SHA[-_]?1\b[\s\S]{0,160}\b(?:hmac|hash)/i,
    example: "An HMAC SHA-1 of the body.",
  },
  { id: "bearer", pattern: /\bbearer\b/i, example: "Authorization: Bearer <token>" },
  {
    id: "basic",
    pattern: /\bbasic (?:http |access )?auth/i,
    example: "Protect your server with basic HTTP authentication.",
  },
  {
    id: "token",
    pattern: /\b(?:secret|token|api[ -]key|shared key)s?\b/i,
    example: "The secret token is sent in this header.",
  },
];

const strength: Readonly<Record<SchemeRule["id"], number>> = {
  "hmac-sha256": 1,
  "hmac-sha512": 1,
  ed25519: 1,
  "rsa-sha256": 0.9,
  "hmac-sha1": 0.6,
  bearer: 0.5,
  token: 0.5,
  basic: 0.3,
};

const ABOUT_PROOF = /sign|hmac|digest|token|secret|auth|verif|genuine|key/i;
const OTHER_USE = /timestamp|-id$|-date$|event|delivery|attempt|retry|version|request-id|topic|nonce/i;
const SIGNATURE = /sign|hmac|digest/i;

/** Best first. */
export function rankAuthentications(scans: readonly PageScan[]): readonly RankedAuthentication[] {
  return [...standardWebhooks(scans), ...byHeader(scans), ...withoutHeader(scans), ...inWords(scans)].sort(
    (a, b) => b.score - a.score,
  );
}

/** Words that speak of a proof of which nothing more may be known. */
const SPEAKS_OF_PROOF =
  /\b(?:signatures?|hmac|JW[TS]s?)\b|\b(?:webhooks?|requests?|payloads?|bod(?:y|ies)|events?|notifications?) (?:is|are|will be|gets?) signed\b|\bsigned with\b|\b(?:verify|check|ensure|validate|prove|confirm|make sure)\b[^.]{0,60}\b(?:came|comes?|coming|sent|originat\w+|is|are) (?:really )?(?:from (?:us|our)|genuine|authentic)\b/i;

const HOW_IT_IS_MADE = [
  /\b(?:hmac|sha[-_ ]?\d{1,3}|JW[TS]s?|ed25519|RSA|digest)/i,
  /\b(?:verif|comput|compar|concatenat|signed\b|signs\b|signing|genuine|authentic)/i,
];

/** Of several words those that say most of how it is made: others may be of what customers sign. */
function inWords(scans: readonly PageScan[]): readonly RankedAuthentication[] {
  const saysOf = (text: string): number => HOW_IT_IS_MADE.filter((pattern) => pattern.test(text)).length;
  const [said] = scans
    .flatMap(({ statements }) => statements)
    .filter(({ text }) => SPEAKS_OF_PROOF.test(text))
    .sort((a, b) => saysOf(b.text) - saysOf(a.text));
  return said === undefined
    ? []
    : [{ authentication: { scheme: "undocumented" }, score: 0, quote: said.text, at: said.at }];
}

/** By the three headers of the specification, whatever word a vendor has before them. */
function standardWebhooks(scans: readonly PageScan[]): readonly RankedAuthentication[] {
  const headers = scans.flatMap((scan) => scan.headers);
  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  return headers.flatMap(({ name, at }): readonly RankedAuthentication[] => {
    const [, prefix] = /^([a-z]{1,30}-)signature$/.exec(name.toLowerCase()) ?? [];
    if (prefix === undefined || !names.has(`${prefix}id`) || !names.has(`${prefix}timestamp`)) return [];
    const headerPrefix = prefix === "webhook-" ? {} : { headerPrefix: prefix };
    return [{ authentication: { scheme: "standard-webhooks", ...headerPrefix }, score: 3, quote: name, at }];
  });
}

interface Context {
  /** What is said of the header itself. */
  readonly own: string;
  /** What is said around it of proof. */
  readonly around: string;
  readonly values: readonly string[];
}

function byHeader(scans: readonly PageScan[]): readonly RankedAuthentication[] {
  const found = new Map<string, RankedAuthentication>();
  for (const scan of scans) {
    for (const { name, notes = "", part, at } of [...scan.headers, ...namedInWords(scan)]) {
      if (OTHER_USE.test(name) || !(ABOUT_PROOF.test(name) || ABOUT_PROOF.test(notes))) continue;
      const context = contextOf(scan, scans, name, part);
      const rule = schemeOf(name, context);
      if (rule === undefined || isPlainHash(context)) continue;
      const authentication = described(rule, name, context, scans);
      const score =
        strength[rule] + (ABOUT_PROOF.test(name) ? 0.5 : 0) + (SIGNATURE.test(name) || rule === "token" ? 0.3 : 0);
      const key = name.toLowerCase();
      const known = found.get(key);
      if (known === undefined || known.score < score)
        found.set(key, {
          ...{ authentication, score, quote: notes === "" ? name : notes, at },
          ...(mayBeTimed(authentication, context, scans) && { isDoubtful: true }),
        });
    }
  }
  return [...found.values()];
}

/** A time is sent or spoken of, and nothing says that it is signed with the body. */
function mayBeTimed(authentication: Authentication, { own }: Context, scans: readonly PageScan[]): boolean {
  return (
    isSigned(authentication.scheme) &&
    !("signed" in authentication) &&
    (timestampHeader(scans) !== undefined || "parts" in authentication || /\btimestamp\b/i.test(own))
  );
}

const NAMED_HEADER =
  /(?<![\w-])([A-Z][A-Za-z0-9]{2,60}(?:-[A-Za-z0-9]{1,60}){0,6})(?:`|"|')? (?:request |http )?header\b/gi;
const NO_HEADER =
  /^(?:http|request|response|the|this|that|following|custom|secret|security|signature|delivery|special|same|each|authorization|a|an)$/i;

/** Headers without a hyphen, which only words such as "header" tell from other names. */
function namedInWords({ statements }: PageScan): readonly ShownHeader[] {
  return statements.flatMap(({ text, part, at }) =>
    [...text.matchAll(NAMED_HEADER)].flatMap(([, name = ""]): readonly ShownHeader[] =>
      NO_HEADER.test(name) || !/[a-z][A-Z]|-/.test(name) ? [] : [{ part, name, notes: text, at }],
    ),
  );
}

/** As a word of its own: `X-Signature` is no part of `X-Signature-256`. */
function isNamed(text: string, header: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(header); at >= 0; at = lower.indexOf(header, at + 1)) {
    if (!/[\w-]/.test(lower[at - 1] ?? "") && !/[\w-]/.test(lower[at + header.length] ?? "")) return true;
  }
  return false;
}

function contextOf(scan: PageScan, scans: readonly PageScan[], name: string, part: number): Context {
  const wanted = name.toLowerCase();
  const shown = scans.flatMap(({ headers }) => headers).filter((one) => one.name.toLowerCase() === wanted);
  const mentions = scans.flatMap(({ statements }) => statements).filter(({ text }) => isNamed(text, wanted));
  const near = scan.statements.filter((one) => one.part === part);
  const programs = scans.flatMap((one) => one.programs);
  return {
    own: [...shown.map(({ notes = "" }) => notes), ...mentions.map(({ text }) => text)].join("\n"),
    around: [scan.parts[part]?.heading?.text ?? "", ...near.map(({ text }) => text), ...programs].join("\n"),
    values: shown.flatMap(({ value }) => (value === undefined ? [] : [value])),
  };
}

/** The header's own words first, then those around it; its name decides between a signature and a token. */
function schemeOf(name: string, { own, around }: Context): SchemeRule["id"] | undefined {
  const isSignature = SIGNATURE.test(name) || (SIGNATURE.test(own) && !/token|secret|key/i.test(name));
  for (const text of [name, own, around]) {
    const rule = schemeRules.find(
      ({ id, pattern }) => pattern.test(text) && (isSignature ? isSigned(id) : !isSigned(id) || /hmac/i.test(own)),
    );
    if (rule !== undefined) return rule.id;
  }
  const hash = /\b(?:createHmac|hash_hmac|hexdigest|hmac\.new)\b[\s\S]{0,200}?sha-?(1|256|512)\b/i.exec(around);
  if (isSignature && hash !== null)
    return hash[1] === "512" ? "hmac-sha512" : hash[1] === "1" ? "hmac-sha1" : "hmac-sha256";
  return undefined;
}

/** A hash of the secret and the body in one text is no HMAC. Each pattern is below an example. */
const plainHashes: readonly RegExp[] = [
  // "a hash of the concatenation of the app secret and the body"
  /\b(?:hash|digest|checksum)\b[^.\n]{0,40}\bconcatenat\w+[^.\n]{0,60}\b(?:secret|key|token)\b/i,
  // "a digest of the body, the timestamp and your API secret"
  /\b(?:hash|digest|checksum)\s(?:of|over)\b[^.\n]{0,100}(?:\band\b|\+|,|plus)\s(?:(?:the|your|its|and|api|app|client)[ -]){0,3}(?:secret|key)\b/i,
  // "the hash of the shop's secret and the body"
  /\b(?:hash|digest|checksum)\s(?:of|over)\s(?:[\w'’-]{1,20}\s){0,3}(?:secret|key)\s(?:\+|and)\s/i,
];

function isPlainHash({ own, around }: Context): boolean {
  return plainHashes.some((pattern) => pattern.test(own)) && !/hmac/i.test(`${own}\n${around}`);
}

function isSigned(id: Authentication["scheme"] | SchemeRule["id"]): id is SignatureScheme {
  return /^(?:hmac-|ed25519|rsa-)/.test(id);
}

function described(
  scheme: SchemeRule["id"],
  header: string,
  { own, around, values }: Context,
  scans: readonly PageScan[],
): Authentication {
  if (!isSigned(scheme)) return { scheme, header };
  const text = `${own}\n${around}`;
  const shown = [...values, own].join("\n");
  const inWords = encodingOf(own) ?? encodingOf(around);
  const inValue = encodingOfValue(values);
  const encoding =
    (inWords === "hex" && inValue === "hex-uppercase" ? inValue : inWords) ??
    inValue ??
    (scheme === "ed25519" ? "hex" : undefined);
  const parts = partsIn(shown);
  const timestamp = timestampHeader(scans);
  const prefix = prefixIn(values.join("\n"), PREFIX_OF_VALUE) ?? prefixIn(text, PREFIX_IN_WORDS);
  const timed = parts !== undefined || timestamp !== undefined ? signedText(text, scheme) : undefined;
  const signed = timed ?? (URL_AND_BODY.test(text) ? "{url}{body}" : undefined);
  const tolerance = toleranceIn(text);
  return {
    ...{ scheme, header },
    ...(encoding !== undefined && { encoding }),
    ...(parts === undefined ? prefix !== undefined && { prefix } : { parts }),
    ...(signed !== undefined && { signed }),
    ...(timed !== undefined && parts === undefined && timestamp !== undefined && { timestamp }),
    ...(timed !== undefined && tolerance !== undefined && { tolerance }),
  };
}

/** `t=1703084826,v1=5257a8…`, or the signature first. */
function partsIn(shown: string): { readonly timestamp: string; readonly signature: string } | undefined {
  const [, time, after] =
    /\b(ts?|time(?:stamp)?)=[^\s,;]{1,40}[,;]\s?([a-z]{1,3}\d|sha\d{1,3}|sig(?:nature)?)=/i.exec(shown) ?? [];
  if (time !== undefined && after !== undefined) return { timestamp: time, signature: after };
  const [, before, last] =
    /\b([a-z]{1,3}\d|sha\d{1,3}|sig(?:nature)?)=[^\s,;]{1,200}[,;]\s?(ts?|time(?:stamp)?)=/i.exec(shown) ?? [];
  if (before !== undefined && last !== undefined) return { timestamp: last, signature: before };
  const [, named, other] =
    /\b(?:contain|consist|hold|includ)\w{0,4}\b[^.\n]{0,30}?[\s`"'](ts?)[`"']?(?= \(|,| and )[^.\n]{0,60}?\band [`"']?([vh]\d|sig)\b/i.exec(
      shown,
    ) ?? [];
  return named === undefined || other === undefined ? undefined : { timestamp: named, signature: other };
}

/** "An HMAC of the notification URL and the raw body", `update(url + body)`. */
const URL_AND_BODY =
  /(?:hmac|hash|digest|\bsign\w{0,6}|sha-?\d)[^.\n]{0,80}\b(?:of|over|from|with|on|using|combin\w+|concatenat\w+)\b[^.\n]{0,60}\burl\b[^.\n]{0,25}?(?:\band\b|\+|followed by|(?:concatenated|combined) with|plus|\bthen\b)\s(?:(?:the|its|raw|your|full|unmodified|request|http|post|json)\s){0,4}(?:body|payload)\b|\b\w{0,30}url`?\s*\+\s*`?\w{0,30}(?:body|payload)/i;

const PREFIX_OF_VALUE = /^((?:hmac[-_])?sha-?\d{1,3}(?:(?:[-_](?:hex|base64))?=| (?=[\da-f]{32}))|v\d=)/im;
const PREFIX_IN_WORDS =
  /(?:[`"']|(?:prepend|prefix|start|begin|preced)[a-z]{0,4}\b[^.\n]{0,60}?\s)((?:hmac[-_])?sha-?(?:1|256|512)(?:[-_](?:hex|base64))?=|v\d=)|(?<![\w,])((?:hmac[-_])?sha-?(?:1|256|512)(?:[-_](?:hex|base64))?=|v\d=)(?= (?:followed|and the|before))|(?<=(?:\bafter |: ))((?:hmac[-_])?sha-?(?:1|256|512)(?:[-_](?:hex|base64))?=|v\d=)|(?<![\w,;+-])((?:hmac[-_])?sha-?(?:1|256|512)(?:[-_](?:hex|base64))?=|v\d=)(?=[{<[]|\.\.\.|…|[0-9a-f]{6})/i;

function prefixIn(text: string, pattern: RegExp): string | undefined {
  return pattern
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
}

function encodingOf(text: string): "hex" | "base64" | undefined {
  const hex = /\bhex(?:adecimal|digest)?\b|hexdigest|\bHexEncod|\bhash_hmac\([^()]{0,200}(?<!true)\)/i.exec(text);
  const base64 = /\bbase-?64/i.exec(text);
  if (hex === null || base64 === null) return hex !== null ? "hex" : base64 !== null ? "base64" : undefined;
  return hex.index < base64.index ? "hex" : "base64";
}

/** Of a signature that the page shows: 40, 64 or 128 digits are hexadecimal, what else is as long as a hash in Base64 is that. */
function encodingOfValue(values: readonly string[]): SignatureFields["encoding"] {
  for (const value of values.flatMap((one) => one.split(/[,;] ?/))) {
    const digest = /(?:^|=)([A-Za-z0-9+/]{27,128}={0,2})$/.exec(value)?.[1];
    if (digest === undefined) continue;
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(digest))
      return digest === digest.toUpperCase() && /[A-F]/.test(digest) ? "hex-uppercase" : "hex";
    if (/^(?:.{27}=|.{43}=|.{86}==)$/.test(digest)) return "base64";
  }
  return undefined;
}

/** Seconds by which a time of signing may be old, where the page says so. */
function toleranceIn(text: string): number | undefined {
  const found =
    /\b(?:older than|more than|tolerance of|within)[ \w]{0,20}?\b(\d{1,4}|[a-z]{3,5})[ -](minute|second)s?\b/i.exec(
      text,
    );
  const [, amount = "", unit = ""] = found ?? [];
  return /timestamp|old|replay|toleran/i.test(text) ? secondsOf(amount, unit) : undefined;
}

function timestampHeader(scans: readonly PageScan[]): string | undefined {
  return scans.flatMap(({ headers }) => headers).find(({ name }) => /timestamp|-time$/i.test(name))?.name;
}

/** What is signed where a time is sent too: a version that the page shows before it, and the mark that joins time and body. */
function signedText(text: string, scheme: SignatureScheme): string | undefined {
  const [, version = "", joint] =
    /(?:(?<!\w)(v\d[.:])[`"'\s]{0,3}(?:\+\s{0,2})?)?[`"'{<$\s+]{0,6}(?:[\w-]{0,40}[-_]|[\w.]{0,40}\[["'][\w-]{0,40}-)?(?:timestamp|\bts)[\])}>`"'\s]{0,6}(?:\+\s*["'`])?([.:|_-])(?:["'`]\s*\+)?[{<`"'\s]{0,4}(?:\$\{)?(?:raw|request|payload|body)/i.exec(
      text,
    ) ?? [];
  if (joint !== undefined) return `${version}{timestamp}${joint}{body}`;
  const [, sign, word] = JOINED.exec(text) ?? [];
  const [, mark = sign ?? word] =
    /timestamp[\s\S]{0,80}?(\b(?:period|dot|full stop|colon)\b|(?<=[\s("'`])[.:|](?=[\s)"'`,]))[\s\S]{0,80}?(?:body|payload)/i.exec(
      text,
    ) ?? [];
  if (mark !== undefined) return `{timestamp}${mark.length === 1 ? mark : (MARKS[mark.toLowerCase()] ?? ".")}{body}`;
  if (BODY_FIRST.test(text)) return "{body}{timestamp}";
  if (scheme === "ed25519" || /timestamp[\s\S]{0,60}(?:\+|concatenat|followed by|prepend|append)/i.test(text))
    return "{timestamp}{body}";
  return undefined;
}

/** "The timestamp and the raw body, joined by a colon." */
const JOINED =
  /(?:timestamp|\bts?)`?(?: (?:of|in|from) [`"']?[\w-]{1,60}[`"']?)? and (?:the )?(?:(?:raw|request|http|post|json) )*(?:body|payload),? (?:(?:\w+ )?(?:joined|separated|combined|concatenated) )?(?:by|with|using)(?: an?| the)? (?:[`"'(]{0,2}([.:|])|(colon|dot|period|full stop|pipe))/i;
/** "The body followed by the timestamp", `body + timestamp`. */
const BODY_FIRST =
  /\b(?:body|payload)[`"'}\s]{1,4}(?:followed by|and then|plus|\+) (?:the )?[`"'{\s]{0,4}(?:[\w-]{0,40}[-_])?timestamp\b/i;
const MARKS: Readonly<Record<string, string>> = { colon: ":", pipe: "|" };

/** Where no header is named: a password in the address, or a header that the user chooses. */
function withoutHeader(scans: readonly PageScan[]): readonly RankedAuthentication[] {
  const found: RankedAuthentication[] = [];
  const say = (authentication: Authentication, score: number, quote: string, at: Position): void => {
    found.push({ authentication, score, quote, at });
  };
  for (const { statements } of scans) {
    for (const { text, at } of statements) {
      if (/\bbasic (?:http |access )?auth/i.test(text))
        say({ scheme: "basic", header: "Authorization" }, 0.4, text, at);
      if (/\bbearer\b/i.test(text) && /\bauthorization\b/i.test(text))
        say({ scheme: "bearer", header: "Authorization" }, 0.6, text, at);
      if (
        /\b(?:secret|custom|additional|your own) headers?\b/i.test(text) &&
        /\b(?:specify|add|set|choose|configur|defin|verif)/i.test(text)
      )
        say({ scheme: "token" }, 0.35, text, at);
      if (/\b(?:webhooks?|requests?|payloads?) (?:is|are) not (?:signed|authenticated)\b/i.test(text))
        say({ scheme: "none" }, 0.45, text, at);
    }
  }
  return found;
}
