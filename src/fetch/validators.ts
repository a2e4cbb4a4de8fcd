// What a server gives to ask later whether a page has changed. Only what is safe to keep in a file and to send again.

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,500}"$/;
const DATE = /^[A-Za-z0-9,: +-]{1,64}$/;

/** Values of another form are left out. */
export function readValidators(etag: unknown, lastModified: unknown): Validators {
  return {
    ...(typeof etag === "string" && ETAG.test(etag) ? { etag } : {}),
    ...(typeof lastModified === "string" && DATE.test(lastModified) ? { lastModified } : {}),
  };
}

/** Headers of a conditional request; none for no validators. */
export function conditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}
