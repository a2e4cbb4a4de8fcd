// Doubts about names that differ by one slip from others: members that one row alone names, from members that others have or from a
// word of their description; headings of structures, from members.
import type { Section } from "../reference/reference.ts";
import { bareHeading, wordsOf } from "../reference/structure-heading.ts";
import { mayBeMisspelt } from "../source/suggest.ts";
import type { Finding } from "../source/finding.ts";
import { bodyOf } from "./body.ts";
import { report } from "./evidence.ts";
import type { Evidence, Field, Structure, TypeNode, Webhook } from "./model.ts";
import { walkType } from "./types/walk.ts";

/** What so many bodies and structures call by one name is no slip. */
const USUAL = 2;

/** A letter that got lost in a row makes a new member of an old one, and nothing else on a page contradicts it. */
export function nearMembers(webhooks: readonly Webhook[], structures: readonly Structure[]): readonly Finding[] {
  const owners = [...webhooks.map(bodyOf), ...structures.map(({ type }) => type)].map(membersOf);
  const counts = new Map<string, number>();
  const places = new Map<string, Set<string>>();
  for (const [name, { evidence }] of owners.flatMap((own) => [...own])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    places.set(name, new Set([...(places.get(name) ?? []), ...evidence.map(({ at }) => JSON.stringify(at))]));
  }
  const usual = [...counts].flatMap(([name, count]) => (count >= USUAL ? name : []));
  const findings = new Map<string, Finding>();
  for (const own of owners)
    for (const [name, { evidence, description = "" }] of own) {
      const [first] = evidence;
      if (first === undefined || places.get(name)?.size !== 1 || evidence.some(({ kind }) => kind !== "table"))
        continue;
      const meant =
        usual.find((other) => mayBeMisspelt(name, other) && own.get(other)?.evidence.some(isRow) !== true) ??
        longerWord(name, description);
      if (meant === undefined) continue;
      const message = `"${name}" is named by this row alone; is "${meant}" meant?`;
      findings.set(name, report("info", "model/near-member", message, first, meant));
    }
  return [...findings.values()];
}

/** A member is linked to the structure of its name: a letter that got lost in the heading cuts the link. */
export function nearHeadings(
  sections: readonly Section[],
  webhooks: readonly Webhook[],
  structures: readonly Structure[],
): readonly Finding[] {
  const types = [...webhooks.map(bodyOf), ...structures.map(({ type }) => type)];
  const members = [...new Set(types.flatMap((type) => [...membersOf(type).keys()]))].map(
    (name) => [name, joined(name)] as const,
  );
  const known = new Set(members.map(([, word]) => word));
  return sections.flatMap(({ name, at }) => {
    const word = joined(bareHeading(name) ?? "");
    if (known.has(word) || word === "") return [];
    const [near] = members.find(([, other]) => mayBeMisspelt(word, other)) ?? [];
    const message = `the heading "${name}" names no member, and "${String(near)}" is one; is it misspelt?`;
    return near === undefined ? [] : [report("info", "model/near-heading", message, { at, quote: name }, near)];
  });
}

/** The words of a name as one, of one thing. */
function joined(name: string): string {
  return wordsOf(name).join("").replace(/s$/, "");
}

function isRow({ kind }: Evidence): boolean {
  return kind === "table";
}

/** A word of the description that has a letter more, unless the name itself is there. */
function longerWord(name: string, description: string): string | undefined {
  const words: readonly string[] = description.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.includes(name.toLowerCase())
    ? undefined
    : words.find((word) => word.length > name.length && mayBeMisspelt(name.toLowerCase(), word));
}

/** By name, wherever in the type they are. */
function membersOf(type: TypeNode): ReadonlyMap<string, Pick<Field, "evidence" | "description">> {
  const found = new Map<string, Pick<Field, "evidence" | "description">>();
  walkType(type, (inner) => {
    if (inner.kind !== "object") return;
    for (const { name, evidence, description } of inner.fields) {
      const known = found.get(name);
      const words = known?.description ?? description;
      found.set(name, {
        evidence: [...(known?.evidence ?? []), ...evidence],
        ...(words !== undefined && { description: words }),
      });
    }
  });
  return found;
}
