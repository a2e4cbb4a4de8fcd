// Requests by which a vendor tries an address out before it sends webhooks there: a row a kind, with what answers it.
import { memberAt } from "./authentication/authenticator.js";
import type { RequestInfo } from "./check-request.js";
import type { Challenged } from "./result.js";

export type ChallengeConvention =
  /** A GET whose query has this parameter: answered with its value. */
  | { readonly query: string }
  /** A HEAD: answered with 200. */
  | { readonly head: true }
  /**
   * A body with a text at this path: answered with it. With `equals` a body that has that value there: answered with
   * nothing, and `status`. Only where it carries no name that is documented.
   */
  | { readonly path: readonly string[]; readonly equals?: string | number | boolean; readonly status?: 200 | 204 };

/** What a request without a body asks for; undefined where it asks for nothing that is known. */
export function challengeInHead(
  challenges: readonly ChallengeConvention[],
  { method, url = "" }: RequestInfo,
  version: string,
): Challenged | undefined {
  if (method === "HEAD" && challenges.some((one) => "head" in one)) return answer(version, 200);
  if (method !== "GET") return undefined;
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1).split("#", 1)[0]);
  for (const one of challenges) {
    const text = "query" in one && url.includes("?") ? query.get(one.query) : null;
    if (text !== null && text.length <= LONGEST) return answer(version, 200, text);
  }
  return undefined;
}

/** What a genuine body without a documented name asks for. */
export function challengeInBody(
  challenges: readonly ChallengeConvention[],
  json: unknown,
  version: string,
): Challenged | undefined {
  for (const one of challenges) {
    if (!("path" in one)) continue;
    const value = memberAt(json, one.path);
    if (one.equals !== undefined) {
      if (value === one.equals) return answer(version, one.status ?? 200);
    } else if (typeof value === "string" && value.length <= LONGEST) return answer(version, 200, value);
  }
  return undefined;
}

/** Challenges are short; what is longer is none. */
const LONGEST = 1024;

/** No browser may take what somebody else wrote for a page. */
const PLAIN = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };

function answer(version: string, status: 200 | 204, body = ""): Challenged {
  return { outcome: "challenged", status, version, ...(body !== "" && { headers: PLAIN, body }) };
}
