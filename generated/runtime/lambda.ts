// Serves a receiver on AWS Lambda: API Gateway's REST and HTTP APIs, function URLs, load balancers.
import type { Receiver } from "./receiver.js";
import { answerText } from "./result.js";

/** What is used of the events of those four; what is missing is not checked. */
export interface LambdaEvent {
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly requestContext?: { readonly http?: { readonly method?: string | undefined } | undefined } | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean | undefined;
}

export interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  /** For load balancers that are set to headers with many values, and want them back that way. */
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

export type LambdaHandler = (event: LambdaEvent | null | undefined) => Promise<LambdaAnswer>;

/**
 * `export const handler = toLambdaHandler(receiver)`. Lambda freezes what goes on after the answer, so that handlers are
 * waited for whatever `acknowledge` and `deadline` say: keep them short, or let them put the webhook on a queue.
 */
export function toLambdaHandler(receiver: Receiver): LambdaHandler {
  return async (given) => {
    const event = given ?? {};
    const { body, size } = bodyOf(event);
    const result = await receiver.receive(body, {
      method: event.httpMethod ?? event.requestContext?.http?.method,
      url: urlOf(event),
      keepRaw: "hand the event on as it came, with its body as text",
      header: (name) => header(event, name),
      contentType: header(event, "content-type"),
      contentEncoding: header(event, "content-encoding"),
      contentLength: size,
    });
    if ("completion" in result) await result.completion;
    const many = event.headers === undefined && !!event.multiValueHeaders;
    return answer(result.status, { ...result.headers }, answerText(result), many);
  };
}

function urlOf({ rawPath, path, rawQueryString, queryStringParameters }: LambdaEvent): string | undefined {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(queryStringParameters ?? {})) given.append(name, value ?? "");
  const query = rawQueryString ?? given.toString();
  const where = rawPath ?? path;
  return query === "" ? where : `${where ?? ""}?${query}`;
}

function answer(statusCode: number, headers: Record<string, string>, body: string, many: boolean): LambdaAnswer {
  const plain = { statusCode, headers, body, isBase64Encoded: false } as const;
  if (!many) return plain;
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { ...plain, multiValueHeaders };
}

/** `size` is given for what would have to be decoded to be counted. */
function bodyOf({ body, isBase64Encoded }: LambdaEvent): { readonly body: unknown; readonly size?: number } {
  if (typeof body !== "string" || isBase64Encoded !== true) return { body };
  const size = Math.floor((body.replace(/={1,2}$/, "").length * 3) / 4);
  return { body: lazily(() => decode(body)), size };
}

/** Decoded only once the head of the request is accepted. */
async function* lazily(make: () => Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(make());
}

/** Bytes, not text: the text is UTF-8, which base64 alone does not tell. What is no base64 gives no bytes. */
function decode(base64: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    return new Uint8Array();
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function header({ headers, multiValueHeaders }: LambdaEvent, name: string): string | undefined {
  for (const [key, value] of Object.entries(headers ?? {})) if (key.toLowerCase() === name) return value;
  for (const [key, values] of Object.entries(multiValueHeaders ?? {})) {
    if (key.toLowerCase() === name) return values?.join(", ");
  }
  return undefined;
}
