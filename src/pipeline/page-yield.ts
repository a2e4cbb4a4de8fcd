// What a version takes of a page.
import type { Reference } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import type { ReadPage } from "./read-page.ts";

export interface PageYield {
  /** The reader's own; those of the reference stand in it. */
  readonly findings: readonly Finding[];
  readonly repairs: number;
  /** Undefined where the bytes could not be read. */
  readonly text?: string;
  readonly reference?: Reference;
}

export function yieldOf({ findings, text, reference }: ReadPage): PageYield {
  const samples = reference?.sections.flatMap((section) => section.samples) ?? [];
  return {
    findings,
    repairs: samples.flatMap(({ repairs }) => repairs).length,
    ...(text === undefined ? {} : { text }),
    ...(reference === undefined ? {} : { reference }),
  };
}
