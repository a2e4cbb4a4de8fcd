// Lays over the payload's type what sentences of running text say of single members: whether they are there or may be null.
import { markedOf } from "../reference/read-prose.ts";
import type { Prose } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import type { Applied } from "./apply-rows.ts";
import { changeField, leadsSomewhere, onlyPath, pathIn } from "./types/path.ts";
import type { Field, TypeNode } from "./model.ts";
import { nulled } from "./reconcile-types.ts";
import { readSentence } from "./read-row.ts";
import { reportUnread } from "./report-unread.ts";
import { sentencesOf } from "./rules/presence.ts";

/** Code spans that the sentence is about, after a condition at most: "If it is closed, the field `a` is missing". */
const SUBJECTS =
  /^(?:(?:please )?note(?: that)?:? )?(?:(?:if|when|for|in|once|unless|while|after|before|with)\b[^,]{1,160}, )?(?:(?:the|an?|both|then|its) )*(?:(?:field|member|property|parameter|object|array|value)s? )?((?:`[\w$.[\]]+`(?:,? (?:and|or) |, )?)+)(?: (?:field|member|property|parameter|object|array|value)s?)?:? /i;

/** What the webhook is said to leave out. */
const LEFT_OUT =
  /\b(?:omits?|lacks?|leaves? out|misses|drops?|(?:does not|doesn[’']t) (?:contain|include|carry|have)) (?:the )?(?:(?:field|member|property)s? )?((?:`[\w$.[\]]+`(?:,? (?:and|or) |, )?)+)/i;

/** @param payload path of the payload in a body, which names may begin with */
export function applyProse(type: TypeNode, paragraphs: readonly Prose[], payload?: string): Applied {
  let current = type;
  const findings: Finding[] = [];
  for (const paragraph of paragraphs) {
    if (!paragraph.codes.some((code) => placeOf(type, code, payload) !== undefined)) continue;
    for (const sentence of sentencesOf(markedOf(paragraph))) {
      const said = subjectsOf(sentence);
      if (said === undefined) continue;
      const paths = said.names.map((name) => placeOf(current, name, payload)).filter((path) => path !== undefined);
      if (paths.length === 0) continue;
      const prose = { ...paragraph, text: sentence.replaceAll("`", ""), marked: said.rest };
      const reading = readSentence(prose);
      findings.push(...reading.unread.map((words) => reportUnread(words, said.names)));
      for (const path of paths) {
        current = changeField(current, path, (field): Field => {
          const { presence, nullable } = reading;
          const optional = presence?.effect === "optional" ? presence : undefined;
          if (optional === undefined && nullable === undefined) return field;
          return {
            ...field,
            type: nulled(field.type, nullable),
            presence: optional === undefined ? field.presence : "optional",
            evidence: [...field.evidence, ...(optional === undefined ? [] : [optional.evidence])],
          };
        }).type;
      }
    }
  }
  return { type: current, findings };
}

function subjectsOf(sentence: string): { readonly names: readonly string[]; readonly rest: string } | undefined {
  const subject = SUBJECTS.exec(sentence);
  const found = subject ?? LEFT_OUT.exec(sentence);
  if (found?.[1] === undefined) return undefined;
  const names = [...found[1].matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  return { names, rest: subject === null ? "missing" : sentence.slice(found[0].length) };
}

/** Of the member that a name means, if there is one. */
function placeOf(type: TypeNode, name: string, payload: string | undefined): readonly string[] | undefined {
  const path = pathIn(type, name, payload);
  return leadsSomewhere(type, path) ? path : onlyPath(type, path);
}
