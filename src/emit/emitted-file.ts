// A file that is to be in the output.

export interface OutputFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** SHA-256 of the content, base64url, where it is known. */
  readonly hash?: string;
  /** Written where there is none; from then on it is its readers' own, and no run looks at it. */
  readonly once?: true;
}

/** One that an emitter made. */
export interface EmittedFile extends OutputFile {
  readonly content: string;
}
