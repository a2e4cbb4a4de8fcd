// Finds damage to a page that changed its model without a finding of its own.
import type { Model } from "../../src/model/model.ts";
import type { Finding } from "../../src/source/finding.ts";
import { type Mutation, mutationsOf, type Share } from "./mutate-page.ts";
import { type Page, parseText, seedText } from "./pages.ts";
import { projectModel } from "./project-model.ts";

export interface Losses {
  /** Damage that nobody would hear of, each in words. */
  readonly silent: readonly string[];
  /** How often each kind of damage was done. */
  readonly tried: ReadonlyMap<string, number>;
}

export async function findSilentLosses(page: Page, share: Share): Promise<Losses> {
  const text = seedText(page);
  return lossesOf(await mutationsOf(text, page.file, share), text, (damaged) => parseText(damaged, page));
}

export interface Read {
  readonly model?: Model;
  readonly findings: readonly Finding[];
}

export async function lossesOf(
  mutations: readonly Mutation[],
  text: string,
  read: (text: string) => Promise<Read>,
  factsOf: (model: Model | undefined) => string = wholeFacts,
): Promise<Losses> {
  const baseline = await read(text);
  const facts = factsOf(baseline.model);
  const silent: string[] = [];
  const tried = new Map<string, number>();
  for (const mutation of mutations) {
    tried.set(mutation.kind, (tried.get(mutation.kind) ?? 0) + 1);
    const damaged = await read(mutation.text);
    if (hasNews(baseline.findings, damaged.findings) || factsOf(damaged.model) === facts) continue;
    if (/^heading/.test(mutation.kind) && !hasIndex(text) && onlyRegrouped(baseline.model, damaged.model)) continue;
    if (mutation.kind === "row deleted" && lostOnly(mutation, baseline.model, damaged.model)) continue;
    silent.push(`${mutation.name} -> ${changed(baseline.model, damaged.model)}`);
  }
  return { silent, tried };
}

/** Names, types and presence alone: a page says its words, titles and groups once, so that nothing contradicts others. */
export function membersAlone(model: Model | undefined): string {
  const lines =
    model === undefined ? [] : [...projectModel(model)].flatMap(([name, own]) => own.map((line) => `${name} ${line}`));
  const reached = lines.filter((line) => !/^(?:coverage|structures) /.test(line));
  const names = new Set<string>();
  for (const line of reached)
    for (const [, name = ""] of line.matchAll(/ (?:->|object) ([A-Z]\w*)/g))
      if (!names.has(name) && names.add(name))
        reached.push(
          ...lines.filter((one) => one.startsWith("structures ") && /^structures (\w+)/.exec(one)?.[1] === name),
        );
  return reached
    .filter((line) => !/^\S+ (?:group|sample|partial|envelope) /.test(line))
    .map((line) => line.replace(/ {2,}(?:[a-z]+:[\w-]+ ?)+$/, ""))
    .sort()
    .join("\n");
}

/** The first lines of a model that another one lacks. */
function changed(before: Model | undefined, after: Model | undefined): string {
  if (before === undefined || after === undefined) return "no model";
  const linesOf = (model: Model): readonly string[] =>
    [...projectModel(model)].flatMap(([name, lines]) => lines.map((line) => `${name} ${line}`));
  const left = new Set(linesOf(after));
  const lost = linesOf(before).filter((line) => !left.has(line));
  return lost.length === 0 ? "words alone" : `${String(lost.length)} lines, ${lost.slice(0, 2).join("; ")}`;
}

/** Whether a finding was made that the sound page does not have; line numbers do not count. */
function hasNews(before: readonly Finding[], after: readonly Finding[]): boolean {
  const known = new Map<string, number>();
  for (const found of before) known.set(keyOf(found), (known.get(keyOf(found)) ?? 0) + 1);
  return after.some((found) => {
    const left = (known.get(keyOf(found)) ?? 0) - 1;
    known.set(keyOf(found), left);
    return left < 0;
  });
}

function keyOf({ ruleId, reason, actual }: Finding): string {
  return `${String(ruleId)} ${reason.replaceAll(/\bline \d+/g, "line")} ${String(actual)}`;
}

const BESIDE_THE_FACTS = new Set(["at", "coverage", "sections", "repairs", "pages", "quote"]);

/** All of a model but places, quotes, repairs (each a finding of its own) and the coverage. */
function wholeFacts(model: Model | undefined): string {
  return JSON.stringify(model, (key, value: unknown) => (BESIDE_THE_FACTS.has(key) ? undefined : value));
}

/** Of a page without a row, nothing tells that there ever was one: then the model lacks what that row alone said. */
function lostOnly({ cells }: Mutation, before: Model | undefined, after: Model | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const names = (cells[0] ?? "").split(/[^\w]+/).filter((name) => name !== "");
  const left = new Set([...projectModel(after)].flatMap(([name, lines]) => lines.map((line) => `${name} ${line}`)));
  const lost = [...projectModel(before)]
    .filter(([name]) => name !== "coverage" && name !== "structures")
    .flatMap(([name, lines]) => lines.map((line) => [`${name} ${line}`, line] as const))
    .filter(([whole]) => !left.has(whole));
  return lost.every(([, line]) => /^push /.test(line) || names.some((name) => pathOf(line).includes(name)));
}

const INDEX = /incoming_chat\w*[^\w\n]+(?:\[?`?)(?:chat_deactivated|thread_closed)\b/;

function hasIndex(text: string): boolean {
  return INDEX.test(text.replace(/<[^>]+>/g, " ").replace(/[ \t]+/g, " "));
}

/** Without an index, only a group's heading tells that there is such a group. */
function onlyRegrouped(before: Model | undefined, after: Model | undefined): boolean {
  const ungrouped = (model: Model | undefined): Model | undefined =>
    model === undefined
      ? undefined
      : { ...model, webhooks: model.webhooks.map((webhook) => ({ ...webhook, group: "" })) };
  return wholeFacts(ungrouped(before)) === wholeFacts(ungrouped(after));
}

function pathOf(line: string): readonly string[] {
  return (line.split(/\s/)[0] ?? "").split(/[^\w]+/);
}
