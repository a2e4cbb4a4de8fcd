// Refuses a request by what its head says, before a byte of its body is read.
import type { Reading } from "./read-body.js";
import type { TooLarge, Unsupported } from "./result.js";

/** The first reason to refuse: method, content type, content encoding, declared size. */
export function checkRequest(
  { method, contentType, contentEncoding, contentLength }: RequestInfo,
  version: string,
  maxBytes: number,
  form?: string,
): Unsupported | TooLarge | undefined {
  if (method !== undefined && method !== "POST" && method.toUpperCase() !== "POST") {
    return unsupported(version, 405, "webhooks come by POST", { allow: "POST" });
  }
  if (contentType && contentType !== "application/json" && !isJson(contentType) && !isForm(contentType, form)) {
    return unsupported(version, 415, "webhooks come as application/json in UTF-8", { accept: "application/json" });
  }
  const encoding = encodingOf(contentEncoding);
  if (encoding !== undefined && !encodings.includes(encoding)) return unpackable(version);
  return declaredSize(contentLength) > maxBytes ? tooLarge(version, maxBytes) : undefined;
}

/** Of which a platform may lack one. */
const encodings: readonly string[] = ["gzip", "deflate", "br"];

export function unpackable(version: string): Unsupported {
  return unsupported(version, 415, "bodies come plain, or packed as gzip or deflate", {
    "accept-encoding": "gzip, deflate",
  });
}

/** How the body of such a request is read. */
export function readingOf({ contentEncoding, contentType }: RequestInfo = {}, form?: string): Reading {
  const encoding = encodingOf(contentEncoding);
  const field = isForm(contentType, form) ? form : undefined;
  return { encoding, field };
}

function encodingOf(contentEncoding: string | null | undefined): string | undefined {
  if (!contentEncoding) return undefined;
  const encoding = contentEncoding.trim().toLowerCase().replace(/^x-/, "");
  return encoding === "identity" || encoding === "" ? undefined : encoding;
}

function isForm(contentType: string | null | undefined, form: string | undefined): boolean {
  return form !== undefined && !!contentType && /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType);
}

export function tooLarge(version: string, maxBytes: number): TooLarge {
  return { outcome: "too-large", status: 413, version, maxBytes };
}

function unsupported(
  version: string,
  status: 405 | 415,
  reason: string,
  headers: Readonly<Record<string, string>>,
): Unsupported {
  return { outcome: "unsupported", status, version, reason, headers };
}

function isJson(contentType: string): boolean {
  const [type = "", ...parameters] = contentType.split(";");
  if (!/^application\/(?:[\w.-]+\+)?json$/i.test(type.trim())) return false;
  return parameters.every((parameter) => {
    const [name = "", value = ""] = parameter.split("=");
    return name.trim().toLowerCase() !== "charset" || readableCharsets.has(value.trim().toLowerCase());
  });
}

const readableCharsets: ReadonlySet<string> = new Set(["utf-8", '"utf-8"', "utf8", '"utf8"', "us-ascii", '"us-ascii"']);

/** What does not read as a size declares none: the body is counted all the same. */
function declaredSize(contentLength: string | number | null | undefined): number {
  if (typeof contentLength === "number") return contentLength;
  return contentLength && /^\d+$/.test(contentLength) ? Number(contentLength) : 0;
}

export interface RequestInfo {
  readonly method?: string | undefined;
  /** The header as it came. A request without one is read as JSON. */
  readonly contentType?: string | null | undefined;
  /** The header as it came. Leave it out where the body is decompressed already. */
  readonly contentEncoding?: string | null | undefined;
  /** The size in bytes that the request declares, as its header or a number. */
  readonly contentLength?: string | number | null | undefined;
  /** Any header as it came, by its name in lower case; where a name comes twice, the values as the platform joins them. */
  readonly header?: ((name: string) => string | undefined) | undefined;
  /** The line of setup by which this server keeps the bytes of a body that something parses before the receiver gets it. */
  readonly keepRaw?: string | undefined;
  /** Path or whole URL; only combined receivers look at it. */
  readonly url?: string | undefined;
}
