// What the nearest register says of a page that it lists.
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { finding, type Finding } from "../source/finding.ts";
import { type LoadedPage, loadInputs, loadVersion, REGISTER_FILE } from "./load-inputs.ts";
import type { RegisteredPage } from "./tasks.ts";

export interface FoundPage {
  readonly registered: RegisteredPage;
  readonly kind: LoadedPage["kind"];
}

/**
 * Undefined where no register upwards from the page lists it; a register that can't be used is a warning.
 *
 * @param version the one whose conventions count, where several have the page; else the newest
 */
export function registeredPage(file: string, version?: string): FoundPage | Finding | undefined {
  const path = resolve(file);
  let root = dirname(path);
  while (!existsSync(join(root, REGISTER_FILE))) {
    if (root === dirname(root)) return undefined;
    root = dirname(root);
  }
  const loaded = loadInputs(root, undefined);
  if ("problem" in loaded) {
    const message = `${loaded.problem.message}; the page was read without it`;
    const at = { file: join(root, REGISTER_FILE), line: 1, column: 1, offset: 0 };
    return finding({ rule: "register/unusable", severity: "warning", message, at });
  }
  const { inputs } = loaded;
  const wanted = version?.replace(/^v/i, "");
  const listing = inputs.register.versions.filter(({ pages }) => pages.some((page) => join(root, page.file) === path));
  const entry = listing.find((one) => one.version === wanted) ?? listing.at(-1);
  const page = entry?.pages.find((one) => join(root, one.file) === path);
  if (entry === undefined || page === undefined) return undefined;
  const beside = entry.pages.filter((other) => other.kind === "webhooks" && page.kind === "webhooks" && other !== page);
  return {
    kind: page.kind,
    registered: {
      conventions: entry.conventions,
      ...(page.hasStructures === true && { hasStructures: true }),
      // Named as the user would: findings of these pages are shown too.
      beside: loadVersion(inputs, { ...entry, pages: beside }).pages.map((other) => ({
        ...other,
        file: relative(".", join(root, other.file)),
      })),
    },
  };
}
