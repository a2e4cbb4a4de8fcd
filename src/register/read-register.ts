// Reads docs-input/sources.yaml: the schema's checks first, then those that a schema can't say.
import { type Finding, type Position, report } from "../source/finding.ts";
import { readConventions, type RawConventions, type DeclaredConventions } from "./conventions.ts";
import { loadYaml } from "./load-yaml.ts";
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
    readonly pages: readonly (Omit<PageEntry, "kind" | "pattern" | "at"> & {
      readonly kind: PageKind | readonly PageKind[];
    })[];
  }[];
}

/**
 * `file` is the name that findings give; `filesOf` lists the files of the input folder that fit a pattern, sorted, relative
 * and with forward slashes.
 */
export function parseRegister(
  text: string,
  file: string,
  filesOf: (pattern: string) => readonly string[] = () => [],
): RegisterResult {
  const { value, locate, findings } = loadYaml<RawRegister>(text, file, "sources");
  if (value === undefined) return { findings };
  const shared = readConventions(value.conventions, "/conventions", locate.value);
  const empty: Finding[] = [];
  const register: Register = {
    package: value.package,
    versions: value.versions.map((entry, index) => ({
      ...entry,
      conventions: {
        ...shared,
        ...readConventions(entry.conventions, `/versions/${index}/conventions`, locate.value),
      },
      at: locate.value(`/versions/${index}/version`),
      pages: entry.pages.flatMap((raw, number): readonly PageEntry[] => {
        const at = locate.value(`/versions/${index}/pages/${number}/file`);
        const page: PageEntry = { ...raw, ...kindOf(raw.kind), at };
        if (!isPattern(page.file) || checkPath(page.file, "page").length > 0) return [page];
        const files = filesOf(page.file);
        if (files.length === 0)
          empty.push(problem("register/no-file", `no file of the input folder fits "${page.file}"`, at));
        if (page.url !== undefined)
          empty.push(
            problem("register/pattern-url", `"${page.file}" may be several pages, which have no address in common`, at),
          );
        return files.map((one) => ({ ...page, file: one, pattern: page.file }));
      }),
    })),
  };
  const problems =
    empty.length > 0 ? empty : [...duplicates(register.versions), ...register.versions.flatMap(checkPages)];
  return problems.length === 0 ? { register, findings: [] } : { findings: problems };
}

/** `*`, `?`, `{a,b}` and `[ab]` make a path one of several files. */
function isPattern(path: string): boolean {
  return /[*?{}[\]]/.test(path);
}

function kindOf(kind: PageKind | readonly PageKind[]): Pick<PageEntry, "kind" | "hasStructures"> {
  const kinds = [kind].flat();
  if (!kinds.includes("webhooks")) return { kind: "structures" };
  return { kind: "webhooks", ...(kinds.includes("structures") && { hasStructures: true }) };
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
      problem("register/duplicate-version", `version "${version}" is here and on line ${first.line} already`, at),
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
  return report("error", rule, message, { at });
}

/** What is wrong with the path, in words; nothing where it is fine. */
export function checkPath(path: string, names: "page" | "folder"): readonly string[] {
  const quoted = JSON.stringify(path);
  if (/[\u0000-\u001f\u007f]/.test(path)) return [`the path ${quoted} holds a control character`];
  if (path.includes("\\")) return [`the path ${quoted} holds a backslash; folders are separated by "/"`];
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

type Status = "beta" | "preview" | "stable" | "legacy";

type PageKind = "webhooks" | "structures";

export interface PageEntry {
  readonly kind: PageKind;
  /** A page of webhooks is one of structures too. */
  readonly hasStructures?: true;
  /** Path relative to the input folder, with forward slashes; its ending names the format. */
  readonly file: string;
  /** What the register says instead of `file`, where that fits several files. */
  readonly pattern?: string;
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
