// Doubts about names that are one slip away from others: members that one row alone names, from members that others have or from a
// word of their description; headings of structures, from members.
import type { Section } from "../reference/reference.ts";
import { bareHeading, wordsOf } from "../reference/structure-heading.ts";
import { mayBeMisspelt } from "../source/suggest.ts";
import { type Finding, report } from "../source/finding.ts";
import type { Field, TypeNode } from "./model.ts";
import { walkType } from "./types/walk.ts";

/** What so many bodies and structures call by one name is no slip. */
const USUAL = 2;

type Member = Pick<Field, "evidence" | "description">;
/** Of one body or structure, by name, wherever they are in it. */
type Members = ReadonlyMap<string, Member>;

/**
 * A letter that got lost makes a new member of an old one, or cuts the link from a member to the structure of its name; nothing
 * else on a page contradicts that.
 *
 * @param types bodies and structures
 * @param sections that describe structures
 */
export function nearNames(types: readonly TypeNode[], sections: readonly Section[]): readonly Finding[] {
  const owners = types.map(membersOf);
  return [...nearMembers(owners), ...nearHeadings(sections, new Set(owners.flatMap((own) => [...own.keys()])))];
}

function nearMembers(owners: readonly Members[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const places = new Map<string, Set<string>>();
  for (const [name, { evidence }] of owners.flatMap((own) => [...own])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    places.set(name, new Set([...(places.get(name) ?? []), ...evidence.map(({ at }) => JSON.stringify(at))]));
  }
  const usual = [...counts].flatMap(([name, count]) => (count >= USUAL ? name : []));
  const findings = new Map<string, Finding>();
  for (const own of owners)
    for (const [name, member] of own) {
      const [first] = member.evidence;
      if (first === undefined || places.get(name)?.size !== 1 || !member.evidence.every(isRow)) continue;
      const meant =
        usual.find((other) => mayBeMisspelt(name, other) && own.get(other)?.evidence.some(isRow) !== true) ??
        longerWord(name, member.description ?? "");
      if (meant === undefined) continue;
      const message = `"${name}" is named by this row alone; is "${meant}" meant?`;
      findings.set(name, report("info", "model/near-member", message, first, meant));
    }
  return [...findings.values()];
}

function nearHeadings(sections: readonly Section[], names: ReadonlySet<string>): readonly Finding[] {
  const members = [...names].map((name) => ({ name, word: joined(name) }));
  const known = new Set(members.map(({ word }) => word));
  return sections.flatMap(({ name, at }) => {
    const word = joined(bareHeading(name) ?? "");
    const near = known.has(word) ? undefined : members.find((member) => mayBeMisspelt(word, member.word));
    if (near === undefined) return [];
    const message = `the heading "${name}" names no member, and "${near.name}" is one; is it misspelt?`;
    return [report("info", "model/near-heading", message, { at, quote: name }, near.name)];
  });
}

/** The words of a name as one, of one thing. */
function joined(name: string): string {
  return wordsOf(name).join("").replace(/s$/, "");
}

function isRow({ kind }: Field["evidence"][number]): boolean {
  return kind === "table";
}

/** A word of the description that has a letter more, unless the name itself is there. */
function longerWord(name: string, description: string): string | undefined {
  const words: readonly string[] = description.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.includes(name.toLowerCase())
    ? undefined
    : words.find((word) => word.length > name.length && mayBeMisspelt(name.toLowerCase(), word));
}

function membersOf(type: TypeNode): Members {
  const found = new Map<string, Member>();
  walkType(type, (inner) => {
    if (inner.kind !== "object") return;
    for (const { name, evidence, description } of inner.fields) {
      const known = found.get(name) ?? { evidence: [], ...(description !== undefined && { description }) };
      found.set(name, { ...known, evidence: [...known.evidence, ...evidence] });
    }
  });
  return found;
}
