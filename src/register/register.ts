// The register: which versions there are and which pages describe them (docs-input/sources.yaml).
import type { Position } from "../source/finding.ts";
import type { DeclaredConventions } from "./conventions.ts";

export type Status = "beta" | "preview" | "stable" | "legacy";
export type PageKind = "webhooks" | "structures";

export interface PageEntry {
  readonly kind: PageKind;
  /** Path relative to the input folder, with forward slashes; its ending names the format. */
  readonly file: string;
  /** Folder, relative to the input folder, of the JSON files that the page's components name. */
  readonly samples?: string;
  readonly url?: string;
  /** A calendar date, YYYY-MM-DD. */
  readonly revised?: string;
  readonly at: Position;
}

export interface VersionEntry {
  /** Names the output folder: `v` and this. */
  readonly version: string;
  readonly status: Status;
  /** Those of the version, and those of the whole register where the version says nothing of its own. */
  readonly conventions: DeclaredConventions;
  /** At least one, and at least one of kind `webhooks`. */
  readonly pages: readonly PageEntry[];
  readonly at: Position;
}

export interface Register {
  /** Name of the generated package. */
  readonly package: string;
  /** In the register's order, oldest first by convention; at least one, no two alike. */
  readonly versions: readonly VersionEntry[];
}
