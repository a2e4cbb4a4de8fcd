// Which findings are about which webhook or structure: those between its heading and the next one of any kind.
import type { Model, Place, Structure, Webhook } from "../model/model.ts";
import type { FindingRecord } from "../source/report-json.ts";

export interface SectionFindings {
  readonly sections: ReadonlyMap<object, readonly FindingRecord[]>;
  /** In no section of a webhook or structure. */
  readonly others: readonly FindingRecord[];
}

export function findingsBySection(model: Model, findings: readonly FindingRecord[]): SectionFindings {
  const headings: readonly { readonly at: Place; readonly about?: Webhook | Structure }[] = [
    ...model.webhooks.flatMap((about) => about.sections.map((at) => ({ at, about }))),
    ...model.structures.flatMap((about) => about.evidence.slice(0, 1).map(({ at }) => ({ at, about }))),
    ...model.coverage.entries.filter(({ kind }) => kind === "heading").map(({ at }) => ({ at })),
  ];
  const sections = new Map<object, FindingRecord[]>();
  const others: FindingRecord[] = [];
  for (const finding of findings) {
    const line = finding.line ?? 0;
    const above = headings.filter(({ at }) => at.file === finding.file && at.line <= line);
    const nearest = above.reduce<(typeof headings)[number] | undefined>(
      (best, one) => (best === undefined || one.at.line > best.at.line ? one : best),
      undefined,
    );
    if (nearest?.about === undefined) others.push(finding);
    else sections.set(nearest.about, [...(sections.get(nearest.about) ?? []), finding]);
  }
  return { sections, others };
}
