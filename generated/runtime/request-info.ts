// What an adapter tells of a request beside its body; whatever is left out is not checked.

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
