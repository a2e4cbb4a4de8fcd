// Collects the pages of a register that have an address, each file once.
import { problemOf, readUrl, type UrlPolicy } from "../fetch/request-page.ts";
import type { PageEntry, Register, VersionEntry } from "../register/register.ts";
import { finding, type Finding } from "../source/finding.ts";

export interface FetchablePage {
  readonly entry: PageEntry;
  readonly url: URL;
  /** Versions of the register that the file describes, not only chosen ones. */
  readonly versions: readonly string[];
}

export interface ChosenPages {
  readonly pages: readonly FetchablePage[];
  /** Hosts, with ports, of all addresses of the register. */
  readonly hosts: ReadonlySet<string>;
  /** Addresses that may not be asked; each is an error. */
  readonly findings: readonly Finding[];
}

export function choosePages(
  { versions }: Pick<Register, "versions">,
  chosen: readonly VersionEntry[],
  policy: UrlPolicy,
): ChosenPages {
  const findings: Finding[] = [];
  const pages = new Map<string, FetchablePage>();
  for (const entry of chosen.flatMap((version) => version.pages)) {
    if (entry.url === undefined) continue;
    const read = readUrl(entry.url, policy);
    if ("problem" in read) {
      findings.push(addressError("fetch/url", entry, `the url of "${entry.file}" can't be asked: ${read.problem}`));
      continue;
    }
    const other = pages.get(entry.file);
    if (other !== undefined && other.url.href !== read.url.href) {
      findings.push(
        addressError("fetch/two-urls", entry, `"${entry.file}" has another url on line ${String(other.entry.at.line)}`),
      );
      continue;
    }
    const described = versions.filter(({ pages: own }) => own.some(({ file }) => file === entry.file));
    pages.set(entry.file, other ?? { entry, url: read.url, versions: described.map(({ version }) => version) });
  }
  const hosts = versions
    .flatMap((version) => version.pages)
    .flatMap(({ url }) => (url !== undefined && URL.canParse(url) ? [new URL(url)] : []))
    .filter((url) => problemOf(url, policy) === undefined)
    .map(({ host }) => host);
  return { pages: [...pages.values()], hosts: new Set(hosts), findings };
}

function addressError(rule: string, { at, url = "" }: PageEntry, message: string): Finding {
  return finding({ rule, severity: "error", message, at, quote: url });
}
