// Findings for words that may mean something and that no rule reads.
import type { Prose, SampleBlock } from "../reference/reference.ts";
import { type Finding, type Position, report } from "../source/finding.ts";
import type { SampleComment, SampleNode } from "../samples/sample.ts";
import { unreadTopics } from "./infer/read-comments.ts";
import { readReference } from "./rules/references.ts";
import type { Catalogue } from "./structures/catalogue.ts";

export interface UnreadWords {
  readonly topic: "absence" | "null" | "values" | "shape" | "more-values" | "presence" | "type" | "beside";
  readonly prose: Prose;
  readonly words: string;
}

const messages: Readonly<Record<UnreadWords["topic"], (names: string) => string>> = {
  absence: (names) => `this seems to say that ${names} may be missing, in words that no rule reads; read as optional`,
  null: (names) => `this speaks of null in words that no rule reads; ${names} was read as nullable`,
  values: (names) => `this seems to list values of ${names}; none were taken from it`,
  shape: (names) =>
    `this seems to say that others decide what is in ${names}, in words that no rule reads; read as an object that may hold anything`,
  "more-values": (names) => `behind the values of ${names} stand words that may tell of more; the list was left open`,
  presence: (names) => `no meaning is known for this word on whether ${names} is there; read as optional`,
  type: (names) => `no meaning is known for this type of ${names}; it was not read`,
  beside: (names) => `no meaning is known for these words beside the name of ${names}; they were not read`,
};

export function reportUnread({ topic, prose, words }: UnreadWords, names: readonly string[]): Finding {
  const cell = topic === "presence" || topic === "type" || topic === "beside";
  return unreadFinding(cell ? "model/unread-cell" : "model/unread-note", topic, names, prose.at, words);
}

export function unreadFinding(
  rule: string,
  topic: UnreadWords["topic"],
  names: readonly string[],
  at: Position,
  quote: string,
): Finding {
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return report("warning", rule, messages[topic](quoted), { at, quote });
}

/** @param called what findings call the root */
export function unreadComments(
  root: SampleNode,
  block: SampleBlock,
  called: string,
  catalogue: Catalogue,
): readonly Finding[] {
  const findings: Finding[] = [];
  const see = (name: string, comments: readonly SampleComment[]): void => {
    for (const { text, offset, length } of comments) {
      const at = block.locate(offset, offset + length);
      for (const topic of unreadTopics(text))
        findings.push(unreadFinding("model/unread-note", topic, [name], at, text));
    }
  };
  const open: { readonly name: string; readonly node: SampleNode }[] = [{ name: called, node: root }];
  for (const { name, node } of open) {
    if (node.kind === "scalar") continue;
    see(name, node.comments);
    for (const { text, offset, length } of catalogue.entries.length === 0 ? [] : node.comments)
      findings.push(...undescribed(text, block.locate(offset, offset + length), catalogue));
    if (node.kind === "object") {
      for (const { key, value, replaced = [], comments } of node.members) {
        see(key, comments);
        for (const one of [...replaced, value]) open.push({ name: key, node: one });
      }
    } else {
      for (const { value, comments } of node.items) {
        see(name, comments);
        open.push({ name, node: value });
      }
    }
  }
  return findings;
}

/** A comment in the place of members that names what no page describes, though the pages describe others. */
function undescribed(text: string, at: Position, catalogue: Catalogue): readonly Finding[] {
  const { onlyKnown, names = [] } = readReference(text) ?? {};
  const unknown = onlyKnown === true ? names.filter((name) => catalogue.resolve(name) === undefined) : [];
  return unknown.map((name) => {
    const message = `no page describes "${name}", whose members this comment seems to name; none were taken from it`;
    return report("info", "model/unresolved-reference", message, { at, quote: text });
  });
}
