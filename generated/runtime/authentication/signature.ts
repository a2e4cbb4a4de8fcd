// A signature in the headers of a request: found, its time checked, and compared with what each key makes of the signed bytes;
// and the same for senders, who write these headers.
import type { Bytes, MaybePromise } from "../platform/web.js";
import type { RequestInfo } from "../check-request.js";
import { joined, utf8 } from "./keys.js";
import { chained, firstFitting, type Key, type SignedHeader } from "./schemes.js";

/** Makes what gives the position of the key that fits a request, or -1. */
export function signatureCheck(
  signed: SignedHeader,
  keys: readonly Key[],
  url: string | undefined,
): (body: Bytes, request: RequestInfo) => MaybePromise<number> {
  const { timestamp, id, tolerance = DEFAULT_TOLERANCE } = signed;
  const wantsTime = timestamp !== undefined || signed.parts?.timestamp !== undefined;
  const template = templateOf(signed);
  const name = signed.header.toLowerCase();
  return (body, { header = () => undefined }) => {
    const given = header(name);
    const found = given === undefined ? undefined : readHeader(signed, given);
    if (found === undefined || found.signatures.length === 0) return -1;
    const time = found.time ?? (timestamp === undefined ? undefined : header(timestamp.toLowerCase()));
    if (wantsTime && !isNear(time, tolerance)) return -1;
    const data =
      template.length === 0
        ? body
        : signedBytes(template, { "{timestamp}": time, "{id}": id && header(id.toLowerCase()), "{url}": url }, body);
    if (data === undefined) return -1;
    return firstFitting(keys, (fits) => fits(found.signatures, data));
  };
}

/** Seconds. */
const DEFAULT_TOLERANCE = 300;

interface FoundSignatures {
  readonly signatures: readonly string[];
  /** As it came. */
  readonly time?: string;
}

/** Signatures that are looked at, of one header. */
const MOST_SIGNATURES = 8;

/** Undefined where the header came twice: servers join its values by a comma and a blank. */
function readHeader({ parts, prefix = "", separator }: SignedHeader, given: string): FoundSignatures | undefined {
  if (parts !== undefined) {
    const named = given.split(/[,;]/, 4 * MOST_SIGNATURES).map((part) => {
      const [name = "", ...value] = part.trim().split("=");
      return { name, value: value.join("=") };
    });
    const times = named.filter(({ name }) => name === parts.timestamp).map(({ value }) => value);
    if (times.length > 1) return undefined;
    const [time] = times;
    const signatures = named.flatMap(({ name, value }) => (name === parts.signature && value !== "" ? value : []));
    return { signatures: signatures.slice(0, MOST_SIGNATURES), ...(time !== undefined && { time }) };
  }
  const isSignature = (one: string): boolean => one.startsWith(prefix) && one.length > prefix.length;
  if (!given.includes(",") && !given.includes(separator))
    return { signatures: isSignature(given) ? [given.slice(prefix.length)] : [] };
  if (given.includes(", ")) return undefined;
  const several = given
    .split(separator, 4 * MOST_SIGNATURES)
    .filter(isSignature)
    .slice(0, MOST_SIGNATURES);
  return { signatures: several.map((one) => one.slice(prefix.length)) };
}

/** Neither too old, so that a request that somebody recorded is of no use, nor from a time to come. */
function isNear(time: string | undefined, tolerance: number): boolean {
  const seconds = time === undefined ? undefined : secondsOf(time);
  return seconds !== undefined && Math.abs(Date.now() / 1000 - seconds) <= tolerance;
}

/** Of seconds or, from twelve digits on, milliseconds since 1970, or of an ISO date. */
function secondsOf(time: string): number | undefined {
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(time)) return Number(time) / (/^\d{12}/.test(time) ? 1000 : 1);
  if (!/^\d{4}-\d\d-\d\dT/.test(time)) return undefined;
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

export function needsUrl(signed: SignedHeader): boolean {
  return templateOf(signed).includes("{url}");
}

/** Texts and placeholders in turn; none where the body alone is signed. */
function templateOf({ signed = "body" }: SignedHeader): readonly string[] {
  return signed === "body" || signed === "{body}" ? [] : signed.split(/(\{(?:id|timestamp|url|body)\})/);
}

/** Undefined where the request lacks what is signed. */
function signedBytes(
  template: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  body: Bytes,
): Bytes | undefined {
  const pieces: Bytes[] = [];
  for (const piece of template) {
    const text = Object.hasOwn(values, piece) ? values[piece] : piece;
    if (text === undefined) return undefined;
    pieces.push(piece === "{body}" ? body : utf8(text));
  }
  return joined(...pieces);
}

/** What a sender chooses. */
export interface Signing {
  readonly secret: string;
  readonly body: Bytes;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly id: string;
  readonly url?: string | undefined;
}

/** The headers that prove a request, names in lower case. Throws a TypeError for a secret that can be no key. */
export function signatureHeaders(
  signed: SignedHeader,
  { secret, body, now, id, url }: Signing,
): MaybePromise<Readonly<Record<string, string>>> {
  const { parts, prefix = "" } = signed;
  const time = String(Math.floor(now / 1000));
  const values = { "{timestamp}": time, "{id}": id, "{url}": url };
  const template = templateOf(signed);
  const data = template.length === 0 ? body : signedBytes(template, values, body);
  if (data === undefined) throw new TypeError("the url that webhooks are sent to is signed, and is needed here");
  return chained(signed.sign(secret)(data), (signature) => {
    const timed = parts?.timestamp === undefined ? "" : `${parts.timestamp}=${time},`;
    return {
      [signed.header.toLowerCase()]:
        parts === undefined ? prefix + signature : `${timed}${parts.signature}=${signature}`,
      ...(signed.timestamp !== undefined && { [signed.timestamp.toLowerCase()]: time }),
      ...(signed.id !== undefined && { [signed.id.toLowerCase()]: id }),
    };
  });
}
