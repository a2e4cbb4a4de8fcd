// The files of a captured request: its body, and beside it the headers, where one of them names the webhook.
import type { Discriminator } from "../model/model.ts";

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
