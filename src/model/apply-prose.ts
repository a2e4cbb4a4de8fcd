// Lays over the payload's type what sentences say of single members: whether they are there, may be null, or hold anything.
import { markedOf } from "../reference/read-prose.ts";
import type { Prose } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import type { Applied } from "./apply-rows.ts";
import { changeField, fieldsAt, leadsSomewhere, onlyPath, pathIn } from "./types/path.ts";
import type { Field, TypeNode } from "./model.ts";
import { nulled } from "./reconcile-types.ts";
import { readSentence } from "./read-row.ts";
import { reportUnread } from "./report-unread.ts";
import { markNames, readNoteStatement, readStatement, type Statement } from "./rules/about-members.ts";
import { sentencesOf } from "./rules/presence.ts";
import { opened } from "./types/walk.ts";

/**
 * @param payload path of the payload in a body, which names may begin with
 * @param home path of the member that the texts are notes of; without it they are running text
 */
export function applyProse(
  type: TypeNode,
  paragraphs: readonly Prose[],
  payload?: string,
  home?: readonly string[],
): Applied {
  let current = type;
  const findings: Finding[] = [];
  const inner = home === undefined ? none : new Set(fieldsAt(type, home));
  for (const paragraph of paragraphs) {
    const marked = markNames(markedOf(paragraph), inner);
    if (home === undefined && !paragraph.codes.some((code) => placeOf(type, code, payload) !== undefined)) continue;
    const before: string[] = [];
    for (const sentence of sentencesOf(marked)) {
      const named = [...before];
      before.push(...[...sentence.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
      const said = home === undefined ? readStatement(sentence) : readNoteStatement(sentence);
      if (said === undefined) continue;
      const paths = pathsOf(said, named, current, payload, home, inner);
      if (paths.length === 0) continue;
      const reading = readSentence({ ...paragraph, text: sentence.replaceAll("`", ""), marked: said.rest });
      const names = paths.map((path) => path.at(-1) ?? "");
      findings.push(...reading.unread.map((words) => reportUnread(words, names)));
      for (const path of paths) {
        current = changeField(current, path, (field): Field => {
          const { presence, nullable, free } = reading;
          const optional = presence?.effect === "optional" ? presence : undefined;
          if (optional === undefined && nullable === undefined && free === undefined) return field;
          return {
            ...field,
            type: nulled(free === undefined ? field.type : opened(field.type, free), nullable),
            presence: optional === undefined ? field.presence : "optional",
            evidence: [...field.evidence, ...(optional === undefined ? [] : [optional.evidence])],
          };
        }).type;
      }
    }
  }
  return { type: current, findings };
}

const none: ReadonlySet<string> = new Set();

/** Whether a sentence of a note at `home` is about other members. */
export function isElsewhere(
  sentence: string,
  type: TypeNode,
  home: readonly string[],
  payload: string | undefined,
  isRow: (path: string) => boolean,
): boolean {
  const inner = new Set(fieldsAt(type, home));
  const said = readNoteStatement(markNames(sentence, inner));
  if (said === undefined) return false;
  if (said.about !== "these") return inner.size > 0;
  const places = said.names.map((name) => placeFrom(type, name, payload, home));
  return said.names.every((name, index) => places[index] !== undefined || (name !== home.at(-1) && isRow(name)));
}

function pathsOf(
  { about, names }: Statement,
  before: readonly string[],
  type: TypeNode,
  payload: string | undefined,
  home: readonly string[] | undefined,
  inner: ReadonlySet<string>,
): readonly (readonly string[])[] {
  if (home === undefined) return names.flatMap((name) => wrap(placeOf(type, name, payload)));
  if (about !== "these") {
    const kept = about === "rest" ? before : names;
    return [...inner].filter((name) => !kept.includes(name)).map((name) => [...home, name]);
  }
  return names.flatMap((name) => wrap(placeFrom(type, name, payload, home)));
}

function wrap(path: readonly string[] | undefined): readonly (readonly string[])[] {
  return path === undefined ? [] : [path];
}

/** Of the member that a note at `home` means: one inside of it, one beside it, or the only one of that name. */
function placeFrom(
  type: TypeNode,
  name: string,
  payload: string | undefined,
  home: readonly string[],
): readonly string[] | undefined {
  const steps = pathIn(type, name, payload);
  const own = home.join(".");
  const near = [[...home, ...steps], [...home.slice(0, -1), ...steps], steps].find((path) =>
    leadsSomewhere(type, path),
  );
  const path = near ?? onlyPath(type, steps);
  return path?.join(".") === own ? undefined : path;
}

/** Of the member that a name means, if there is one. */
function placeOf(type: TypeNode, name: string, payload: string | undefined): readonly string[] | undefined {
  const path = pathIn(type, name, payload);
  return leadsSomewhere(type, path) ? path : onlyPath(type, path);
}
