// What a user's folder of handlers holds, and what is to be done about it: plain values, no file system.
import type { Finding } from "../source/finding.ts";

/** A file below the folder; `refused` says why it can't be read as text. Paths are relative, with forward slashes. */
export type ExistingFile =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly refused: string };

/** The new text of one file. `before` is absent where the file is new. */
export interface Edit {
  readonly path: string;
  readonly before?: string;
  readonly after: string;
  /** What it does, one phrase a change. */
  readonly reasons: readonly string[];
}

export interface StubPlan {
  /** In the order to write them: the wiring file comes last, so that it never imports what is not there yet. */
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

export interface StubOptions {
  /** The generated package that the handlers import, as `@acme/shop-webhooks`. */
  readonly packageName: string;
  /** Names of the webhooks that get a handler; all by default. */
  readonly only?: readonly string[];
}

/** From `start` up to `end`, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
