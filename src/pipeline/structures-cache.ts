// Keeps the structures that pages describe, for runs in which only other pages have changed.
import { join } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { readSealed, seal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { Structure } from "../model/model.ts";
import type { BuiltStructures } from "../model/structures/build-structures.ts";
import { type CatalogueEntry, makeCatalogue } from "../model/structures/catalogue.ts";
import type { Reference } from "../reference/reference.ts";
import { findingOf, type PlainFinding, plainFinding } from "./plain-finding.ts";
import type { PageYield } from "./page-yield.ts";
import type { CachePlace } from "./cache-place.ts";

export interface ReadStructures {
  /** By file. Of references that an earlier run read, the sections and groups are left out: they are built. */
  readonly pages: ReadonlyMap<string, PageYield>;
  readonly built: BuiltStructures;
}

export interface StructuresCache {
  /** `key` tells everything that the structures depend on, beside the program. */
  readonly recall: (key: string) => ReadStructures | undefined;
  readonly keep: (key: string, read: ReadStructures) => void;
}

export function structuresCache({ folder, tool }: CachePlace, onDamage: (file: string) => void): StructuresCache {
  const fileOf = (key: string): string => join(folder, `structures-${hashOf(JSON.stringify([tool, key]))}.json`);
  return {
    recall: (key) => {
      const file = fileOf(key);
      const body = readSealed(file, onDamage);
      if (body === undefined) return undefined;
      const kept: unknown = JSON.parse(body.toString());
      if (isKept(kept)) return structuresOf(kept);
      onDamage(file);
      return undefined;
    },
    keep: (key, read) => {
      writeWhole(fileOf(key), seal(JSON.stringify(keptOf(read))));
    },
  };
}

interface Kept {
  readonly pages: readonly KeptPage[];
  readonly structures: readonly Structure[];
  readonly catalogue: readonly KeptEntry[];
  readonly literals: readonly string[];
  readonly findings: readonly PlainFinding[];
}

interface KeptPage extends Omit<PageYield, "findings" | "reference"> {
  readonly file: string;
  readonly findings: readonly PlainFinding[];
  readonly reference?: Omit<Reference, "sections" | "groups" | "findings"> & {
    readonly findings: readonly PlainFinding[];
  };
}

interface KeptEntry extends Omit<CatalogueEntry, "members" | "required"> {
  readonly members: readonly string[];
  readonly required?: readonly string[];
}

/** The checksum vouches for the rest. */
function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "structures" in value;
}

function keptOf({ pages, built: { structures, catalogue, findings } }: ReadStructures): Kept {
  return {
    pages: [...pages].map(([file, page]) => keptPage(file, page)),
    structures,
    catalogue: catalogue.entries.map(({ members, required, ...entry }) => ({
      ...entry,
      members: [...members],
      ...(required === undefined ? {} : { required: [...required] }),
    })),
    literals: [...catalogue.literals],
    findings: findings.map(plainFinding),
  };
}

function keptPage(file: string, { reference, findings, ...page }: PageYield): KeptPage {
  const own = { file, ...page, findings: findings.map(plainFinding) };
  if (reference === undefined) return own;
  const { kind, claims, ledger } = reference;
  return {
    ...own,
    reference: { file: reference.file, kind, claims, discriminators: [], ledger, findings: reference.findings.map(plainFinding) },
  };
}

function structuresOf({ pages, structures, catalogue, literals, findings }: Kept): ReadStructures {
  const entries = catalogue.map(({ members, required, ...entry }) => ({
    ...entry,
    members: new Set(members),
    ...(required === undefined ? {} : { required: new Set(required) }),
  }));
  return {
    pages: new Map(pages.map(({ file, ...page }) => [file, pageOf(page)])),
    built: {
      structures,
      catalogue: makeCatalogue(entries, new Set(literals)),
      findings: findings.map(findingOf),
    },
  };
}

function pageOf({ reference, findings, ...page }: Omit<KeptPage, "file">): PageYield {
  const own = { ...page, findings: findings.map(findingOf) };
  if (reference === undefined) return own;
  return { ...own, reference: { ...reference, sections: [], groups: [], findings: reference.findings.map(findingOf) } };
}
