// Asks for a page until there is an answer, with growing pauses or those that the server asks for.

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,500}"$/;
const DATE = /^[A-Za-z0-9,: +-]{1,64}$/;
const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;
const PACKED_FIX = "save the page by hand; a page that is packed can break off without a sign of it";

export interface RequestOptions extends AskOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const MOST_TRIES = 4;
const FIRST_PAUSE = 500;
/** The longest pause, in milliseconds, that a server may ask for. */
export const LONGEST_PAUSE = 30_000;

export type PageAnswer = Exclude<Answer, { state: "later" }>;

export async function requestPage(url: URL, options: RequestOptions): Promise<PageAnswer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask(url, options);
    if (answer.state !== "later") return answer;
    const { refusal, after } = answer;
    if (after !== undefined && after > LONGEST_PAUSE) {
      const why = `${refusal.why} and asks to wait ${String(Math.ceil(after / 1000))} s, longer than a run waits`;
      return { state: "refused", refusal: { ...refusal, why, fix: "run fetch again later" } };
    }
    if (tries === MOST_TRIES) {
      const why = `${refusal.why}, at each of ${String(MOST_TRIES)} tries`;
      return { state: "refused", refusal: { ...refusal, why } };
    }
    await options.sleep(after ?? FIRST_PAUSE * 2 ** (tries - 1));
  }
}

interface AskOptions extends UrlPolicy {
  /** Hosts, with their ports, that a redirect may lead to. */
  readonly hosts: ReadonlySet<string>;
  /** Of the copy at hand; none asks for the page without condition. */
  readonly known: Validators;
  readonly accept: string;
  readonly userAgent: string;
  /** Milliseconds until an answer has begun. */
  readonly answerTimeout: number;
  /** Milliseconds until all of it is here. */
  readonly timeout: number;
  /** Bytes. */
  readonly limit: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

type Answer =
  | { readonly state: "page"; readonly bytes: Uint8Array; readonly validators: Validators; readonly mediaType: string }
  | { readonly state: "unchanged"; readonly validators: Validators }
  | { readonly state: "refused"; readonly refusal: Refusal }
  /** Another try may help. */
  | { readonly state: "later"; readonly refusal: Refusal; readonly after?: number | undefined };

async function ask(url: URL, options: AskOptions): Promise<Answer> {
  const stop = new AbortController();
  const late = (what: string, after: number) =>
    setTimeout(() => {
      stop.abort(new Error(`${what} within ${String(after)} ms`));
    }, after);
  const onAbort = (): void => stop.abort(options.signal?.reason);
  options.signal?.throwIfAborted();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const whole = late("the page did not arrive", options.timeout);
  const begun = late("no answer began", Math.min(options.answerTimeout, options.timeout));
  try {
    const followed = await follow(url, options, stop.signal);
    clearTimeout(begun);
    return "state" in followed ? followed : await take(followed.response, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    return later("fetch/connection", words(stop.signal.aborted ? stop.signal.reason : error));
  } finally {
    clearTimeout(whole);
    clearTimeout(begun);
    options.signal?.removeEventListener("abort", onAbort);
    stop.abort();
  }
}

async function follow(
  url: URL,
  options: AskOptions,
  signal: AbortSignal,
): Promise<Answer | { readonly response: Response }> {
  const { accept, userAgent, known, hosts } = options;
  const headers = { accept, "accept-encoding": "identity", "user-agent": userAgent, ...conditions(known) };
  for (let redirects = 0, at = url; ; redirects++) {
    const response = await fetch(at, { headers, signal, redirect: "manual" });
    if (!REDIRECTS.has(response.status)) return { response };
    const target = response.headers.get("location") ?? "";
    if (redirects === MOST_REDIRECTS) {
      return refused("fetch/redirects", `its address leads on more than ${String(MOST_REDIRECTS)} times`);
    }
    if (!URL.canParse(target, at.href))
      return refused("fetch/redirects", "its address leads on to one that can't be read");
    const next = new URL(target, at.href);
    const problem = problemOf(next, options);
    if (problem !== undefined) return refused("fetch/redirects", `its address leads on to ${next.host}: ${problem}`);
    if (!hosts.has(next.host)) {
      const why = `its address leads on to ${next.host}, a host that no url of the register names`;
      return refused("fetch/foreign-host", why, "if the page has moved, register its new url");
    }
    at = next;
  }
}

async function take(response: Response, { known, limit, now }: AskOptions): Promise<Answer> {
  const { status, headers } = response;
  const validators = readValidators(headers.get("etag"), headers.get("last-modified"));
  if (status === 304) {
    if (Object.keys(known).length > 0) return { state: "unchanged", validators: { ...known, ...validators } };
    const why = "the server says that it is unchanged, though nothing is known that it could be compared with";
    return refused("fetch/status", why);
  }
  if (PASSING.has(status)) {
    const answer = later("fetch/status", `the server answered ${String(status)}`);
    return { ...answer, after: retryAfter(headers.get("retry-after"), now()) };
  }
  if (status !== 200) return refused("fetch/status", `the server answered ${String(status)}`);
  // Of packed bytes that end too soon, what comes out looks whole.
  const packed = (headers.get("content-encoding") ?? "").replace(/\bidentity\b|[\s,]/gi, "");
  if (packed !== "") return refused("fetch/packed", "it came packed, though it was asked for as it is", PACKED_FIX);
  const bytes = await limitedBody(response, limit);
  if (bytes === undefined) return refused("fetch/size", `it is larger than ${String(limit)} bytes`);
  return { state: "page", bytes, validators, mediaType: headers.get("content-type") ?? "" };
}

function refused(rule: string, why: string, fix?: string): Answer {
  return { state: "refused", refusal: { rule, why, fix } };
}

function later(rule: string, why: string): Extract<Answer, { state: "later" }> {
  return { state: "later", refusal: { rule, why } };
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return "the connection failed";
  const { cause, message } = error;
  const deeper = cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : "") : "";
  if (message === "terminated") return `the connection broke off${deeper === "" ? "" : ` (${deeper})`}`;
  return deeper === "" ? message : `the connection failed (${deeper})`;
}

/** Of a Retry-After header, seconds or an HTTP date: milliseconds from `now` on, never below 0; undefined without one that can be read. */
export function retryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3,9},? /.test(text) && text.length < 64 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Undefined where the body is longer than `limit` bytes. Rejects where the connection breaks off. */
async function limitedBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get("content-length") ?? 0) > limit) return undefined;
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Which addresses may be asked: https anywhere, http only on this machine and only where that is allowed. */
export interface UrlPolicy {
  /** Allow http to this machine itself. */
  readonly allowLocalhost: boolean;
}

/** The address, or what is wrong with it, in words. */
export function readUrl(text: string, policy: UrlPolicy): { readonly url: URL } | { readonly problem: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return { problem: "it is no address that can be read" };
  const problem = problemOf(url, policy);
  return problem === undefined ? { url } : { problem };
}

/** What keeps a page from being asked there; undefined for nothing. */
export function problemOf({ protocol, hostname, username, password }: URL, policy: UrlPolicy): string | undefined {
  if (username !== "" || password !== "") return "it holds a user name or a password";
  if (protocol === "https:") return undefined;
  if (protocol !== "http:") return `pages are got over https, not over ${protocol.slice(0, -1)}`;
  if (!LOCAL.has(hostname)) return "pages are got over https; http is for this machine only";
  return policy.allowLocalhost ? undefined : "http to this machine needs --allow-localhost";
}

/** Why a page was not taken; the file at hand is then kept. */
export interface Refusal {
  /** As `fetch/status`. */
  readonly rule: string;
  /** Goes on from "v3.5/webhooks.txt was not taken: ". */
  readonly why: string;
  readonly fix?: string | undefined;
}

/** What a server gives to ask later whether a page has changed. Only what is safe to keep in a file and to send again. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Values of another form are left out. */
export function readValidators(etag: unknown, lastModified: unknown): Validators {
  return {
    ...(typeof etag === "string" && ETAG.test(etag) ? { etag } : {}),
    ...(typeof lastModified === "string" && DATE.test(lastModified) ? { lastModified } : {}),
  };
}

/** Headers of a conditional request; none for no validators. */
function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}
