// A user's TypeScript file as far as stubs are concerned: its imports, its exports and the wiring in it.
import type { Span } from "./stub-file.ts";

export interface ImportRead extends Span {
  readonly specifier: string;
  /** What stands between the quotes. */
  readonly inner: Span;
  readonly named: readonly { readonly imported: string; readonly local: string }[];
  /** Binds one name in braces, and nothing else. */
  readonly single: boolean;
  /** Behind the comments on its line. */
  readonly after: number;
}

/** A `@deprecated` above an export: written by hooksmith (and where), by a person, or not there. */
export type Deprecation =
  { readonly by: "nobody" } | { readonly by: "person" } | { readonly by: "hooksmith"; readonly span: Span };

export interface ExportRead {
  readonly name: string;
  /** Where the declaring statement starts, behind its comments. */
  readonly at: number;
  readonly deprecation: Deprecation;
  /** The action it is typed to handle. */
  readonly action?: string;
}

export interface WiringEntry {
  readonly action: string;
  /** Without the comma. */
  readonly span: Span;
  /** The comma behind it. */
  readonly comma?: Span;
  /** Local name of what is wired, where it is a bare name. */
  readonly local?: string;
}

/** The object that is handed to `defineHandlers`. */
export interface WiringRead {
  readonly entries: readonly WiringEntry[];
  /** Actions that come in by spreading an object of the same file. */
  readonly spread: readonly string[];
  /** Spreads an object that can't be read here. */
  readonly opaque: boolean;
  /** Behind `{` and the comments on its line. */
  readonly afterOpen: number;
  /** At `}`. */
  readonly close: number;
  /** Where a comma must go before anything can be added. */
  readonly commaAt?: number;
}

export interface SourceRead {
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly mark: "" | "\uFEFF";
  readonly imports: readonly ImportRead[];
  readonly exports: readonly ExportRead[];
  readonly wiring?: WiringRead;
  /** How often each identifier stands in the code. */
  readonly identifiers: ReadonlyMap<string, number>;
}

/** `@acme/shop-webhooks/v3.6`: a package and the entry of a version. */
export const VERSION_ENTRY = /^[^./][^\\]*\/v\d[^/\\]*$/;

/** The imports that bind a name of a version's entry. */
export function importsOf({ imports }: SourceRead, name: string): readonly ImportRead[] {
  return imports.filter(
    ({ specifier, named }) => VERSION_ENTRY.test(specifier) && named.some(({ imported }) => imported === name),
  );
}
