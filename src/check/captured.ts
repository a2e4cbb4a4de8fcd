// The files of a captured request: its body, and beside it the headers, where one of them names the webhook.
import { bodyPath, valueAt } from "../model/body.ts";
import type { Discriminator } from "../register/conventions.ts";

const HEADERS = ".headers.json";

/** `000001-order-paid.json` has its headers in `000001-order-paid.headers.json`. */
export function headersFile(path: string): string {
  return `${path.replace(/\.json$/i, "")}${HEADERS}`;
}

export function isHeadersFile(path: string): boolean {
  return path.toLowerCase().endsWith(HEADERS);
}

/** @param headers as read from that file */
export function nameInHeaders(headers: unknown, discriminator: Discriminator): string | undefined {
  if (discriminator.in === "body" || typeof headers !== "object" || headers === null) return undefined;
  const wanted = discriminator.name.toLowerCase();
  const [, value]: readonly unknown[] = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted) ?? [];
  return typeof value === "string" ? value : undefined;
}

/** What a request carries as the name of its webhook: the header's value, or the member of its body. */
export function shownName(body: unknown, header: string | undefined, discriminator: Discriminator): unknown {
  return discriminator.in === "header" ? header : valueAt(body, bodyPath(discriminator.path));
}
