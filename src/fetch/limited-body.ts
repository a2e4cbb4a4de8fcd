// Reads a body as far as a limit; whatever is longer is not read to its end.

/** Undefined where the body is longer than `limit` bytes. Rejects where the connection breaks off. */
export async function limitedBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
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
