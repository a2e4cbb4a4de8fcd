// Posts a body to an address and measures the answer.

export type Posted = { readonly status: number; readonly milliseconds: number } | { readonly problem: string };

/** Undefined for what is no http or https address; one with a name or password in it is none either. */
export function webAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.username === "" && url.password === "";
  return plain && (url.protocol === "http:" || url.protocol === "https:") ? url : undefined;
}

/** The body of a request: where it holds a list of webhooks, one of this one. */
export function requestOf(body: unknown, batch: { readonly path: string } | undefined): unknown {
  if (batch === undefined) return body;
  const steps = batch.path === "[]" ? [] : batch.path.split(".");
  return steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), [body]);
}

/** A redirect is not followed: the body carries a secret, which is meant for the address alone. */
export async function postBody(
  url: URL,
  body: string,
  timeout: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "hooksmith", ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    const milliseconds = Math.round(performance.now() - start);
    await response.body?.cancel();
    return { status: response.status, milliseconds };
  } catch (error) {
    return { problem: reason(error, timeout) };
  }
}

function reason(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer came within ${timeout} ms`;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `the address can't be reached${code}`;
}
