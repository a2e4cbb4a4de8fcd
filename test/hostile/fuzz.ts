// Random pages with random defects, and what must hold of them in every format: nothing is thrown, and what is sound reads the same.
import fc from "fast-check";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { reportText } from "../../src/source/report.ts";
import { endings, formats, type PageText, printPage, type SectionText } from "./print-page.ts";
import { hostileNames, hostileTexts } from "./words.ts";

const name = fc.stringMatching(/^[a-z]{2,9}(?:_[a-z]{2,9}){1,2}$/);
const scalar = fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.boolean(), fc.stringMatching(/^[A-Z0-9]{4,8}$/));
const payload = fc.dictionary(name, fc.oneof(scalar, fc.dictionary(name, scalar, { maxKeys: 3 })), {
  minKeys: 1,
  maxKeys: 5,
});

/** A page whose facts every format can carry. */
export const soundPages: fc.Arbitrary<PageText> = fc
  .uniqueArray(fc.tuple(name, payload), { selector: ([one]) => one, minLength: 2, maxLength: 5 })
  .map((sections) => ({
    sections: sections.map(([action, body]): SectionText => ({
      name: action,
      description: "Tells what happened.",
      rows: Object.keys(body).map((key) => [key, "Present if there is one."] as const),
      sample: JSON.stringify({ webhook_id: "a", secret_key: "b", action, payload: body }, null, 2),
    })),
  }));

const junk = fc.oneof(fc.constantFrom(...hostileTexts, ...hostileNames), fc.string({ unit: "binary", maxLength: 40 }));
const defects: readonly ((text: string, at: number, word: string) => string)[] = [
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at, word) => text.slice(0, at) + word + text.slice(at),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(0, at) + text.slice(at).repeat(2),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/[{}[\],:"|`#<>]/, ""),
];

/** The same, damaged in its words and, once printed, at places of its own. */
export const brokenPages = fc.record({
  page: soundPages,
  format: fc.constantFrom(...formats),
  words: fc.array(fc.tuple(fc.nat(), junk), { maxLength: 4 }),
  cuts: fc.array(fc.tuple(fc.nat(defects.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), junk), {
    maxLength: 6,
  }),
});

type Broken = typeof brokenPages extends fc.Arbitrary<infer Value> ? Value : never;

export function printBroken({ page, format, words, cuts }: Broken): string {
  const sections = page.sections.map((section, index) => {
    const own = words.filter(([place]) => place % page.sections.length === index);
    const [word] = own.map(([, text]) => text);
    return word === undefined ? section : { ...section, description: word, rows: [[word, word] as const] };
  });
  let text = printPage({ sections }, format, { raw: words.length % 2 === 0 });
  for (const [defect, place, word] of cuts)
    text = defects[defect]?.(text, Math.floor(place * text.length), word) ?? text;
  return text;
}

/** Webhooks with their members and types, which every format of a sound page must give. */
export async function factsOf(page: PageText, format: (typeof formats)[number]): Promise<unknown> {
  const { model } = await parsePage(new TextEncoder().encode(printPage(page, format)), {
    file: `page.${endings[format]}`,
  });
  return JSON.parse(JSON.stringify(model?.webhooks ?? [], withoutPlaces));
}

const KEPT_APART = new Set(["evidence", "at", "anchor", "description", "quote", "sections", "documents", "actionAt"]);

function withoutPlaces(key: string, value: unknown): unknown {
  return KEPT_APART.has(key) ? undefined : value;
}

/** Throws where the page makes the reader throw, or where a report would show what no terminal should get. */
export async function readBroken(broken: Broken): Promise<void> {
  const text = printBroken(broken);
  const { model, findings } = await parsePage(new TextEncoder().encode(text), {
    file: `page.${endings[broken.format]}`,
  });
  if (model === undefined && !findings.some(({ fatal }) => fatal === true))
    throw new Error("no model, and no error says why");
  const report = reportText(findings, { color: false, sources: new Map([[`page.${endings[broken.format]}`, text]]) });
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(report))
    throw new Error("a report shows a control character");
}
