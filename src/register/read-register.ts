// Reads docs-input/sources.yaml: the schema's checks first, then those that a schema can't say.
import { finding, type Finding, type Position } from "../source/finding.ts";
import { readConventions, type RawConventions } from "./conventions.ts";
import { loadYaml } from "./load-yaml.ts";
import type { PageKind, Register, Status, VersionEntry } from "./register.ts";
import { formatOf, usualEndings } from "../formats/choose-format.ts";

/** The register, present only where no finding is an error. */
export interface RegisterResult {
  readonly register?: Register;
  readonly findings: readonly Finding[];
}

interface RawRegister {
  readonly package: string;
  readonly conventions?: RawConventions;
  readonly versions: readonly {
    readonly version: string;
    readonly status: Status;
    readonly conventions?: RawConventions;
    readonly pages: readonly {
      readonly kind: PageKind | readonly PageKind[];
      readonly file: string;
      readonly samples?: string;
      readonly url?: string;
      readonly revised?: string;
    }[];
  }[];
}

/** `file` is the name that findings give. */
export function parseRegister(text: string, file: string): RegisterResult {
  const { value, locate, findings } = loadYaml<RawRegister>(text, file, "sources");
  if (value === undefined) return { findings };
  const shared = readConventions(value.conventions, "/conventions", locate.value);
  const register: Register = {
    package: value.package,
    versions: value.versions.map((entry, index) => ({
      ...entry,
      conventions: {
        ...shared,
        ...readConventions(entry.conventions, `/versions/${index}/conventions`, locate.value),
      },
      at: locate.value(`/versions/${index}/version`),
      pages: entry.pages.map((page, number) => ({
        ...page,
        kind: kindOf(page.kind),
        at: locate.value(`/versions/${index}/pages/${number}/file`),
      })),
    })),
  };
  const problems = [...duplicates(register.versions), ...register.versions.flatMap(checkPages)];
  return problems.length === 0 ? { register, findings: [] } : { findings: problems };
}

/** What a page of webhooks describes beside them is read in any case. */
function kindOf(kind: PageKind | readonly PageKind[]): PageKind {
  return typeof kind === "string" ? kind : kind.includes("webhooks") ? "webhooks" : "structures";
}

/** Folder names are compared without case: some file systems take `3.4-RC` and `3.4-rc` for one. */
function duplicates(versions: readonly VersionEntry[]): readonly Finding[] {
  const seen = new Map<string, Position>();
  return versions.flatMap(({ version, at }) => {
    const first = seen.get(version.toLowerCase());
    if (first === undefined) {
      seen.set(version.toLowerCase(), at);
      return [];
    }
    return [
      problem("register/duplicate-version", `version "${version}" stands here and on line ${first.line} already`, at),
    ];
  });
}

function checkPages({ version, at, pages }: VersionEntry): readonly Finding[] {
  const problems: Finding[] = [];
  const seen = new Set<string>();
  for (const page of pages) {
    for (const words of checkPath(page.file, "page")) problems.push(problem("register/file", words, page.at));
    for (const words of page.samples === undefined ? [] : checkPath(page.samples, "folder")) {
      problems.push(problem("register/samples", words, page.at));
    }
    if (seen.has(page.file)) {
      problems.push(
        problem("register/duplicate-page", `"${page.file}" is a page of version "${version}" already`, page.at),
      );
    }
    seen.add(page.file);
  }
  if (!pages.some(({ kind }) => kind === "webhooks")) {
    problems.push(problem("register/no-webhooks-page", `version "${version}" has no page of kind webhooks`, at));
  }
  return problems;
}

function problem(rule: string, message: string, at: Position): Finding {
  return finding({ rule, severity: "error", message, at });
}

/** What is wrong with the path, in words; nothing where it is fine. */
export function checkPath(path: string, names: "page" | "folder"): readonly string[] {
  const quoted = JSON.stringify(path);
  if (/[\u0000-\u001f\u007f]/.test(path)) return [`the path ${quoted} holds a control character`];
  if (path.includes("\\")) return [`the path ${quoted} holds a backslash; folders are parted by "/"`];
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) {
    return [`the path ${quoted} is absolute; it must be relative to the input folder`];
  }
  const parts = path.split("/");
  if (parts.includes("..")) return [`the path ${quoted} leads out of the input folder`];
  if (parts.includes("") || parts.includes(".")) return [`the path ${quoted} has an empty part or a "."`];
  if (names === "page" && formatOf(path) === undefined) {
    return [`the format of ${quoted} is not known by its ending; known endings are ${usualEndings().join(", ")}`];
  }
  return [];
}
