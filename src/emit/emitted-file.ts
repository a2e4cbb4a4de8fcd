// A file that is to stand in the output.

export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** SHA-256 of the content, base64url, where it is known. */
  readonly hash?: string;
}

/** One that an emitter made. */
export interface EmittedFile extends OutputFile {
  readonly content: string;
}
