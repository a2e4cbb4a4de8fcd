// What each step from one version to the next does to each webhook: the facts behind the matrix.
import { type Change, type DiffReport, severities, type Severity } from "../report.ts";

export interface OverviewVersion {
  readonly version: string;
  readonly status: string;
  /** In page order. */
  readonly webhooks: readonly { readonly name: string; readonly group?: string }[];
}

export type Step =
  | { readonly kind: "absent" }
  /** There, and nothing is known of a step that led here: the first version, or no report. */
  | { readonly kind: "present" }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "added" | "removed" | "changed";
      readonly severity: Severity;
      /** Changes that are not accepted, and those that are. */
      readonly open: number;
      readonly accepted: number;
      readonly report: DiffReport;
    };

export interface OverviewRow {
  readonly name: string;
  /** One a version. */
  readonly steps: readonly Step[];
}

export interface OverviewGroup {
  readonly title: string;
  readonly rows: readonly OverviewRow[];
}

/** Report of the step that leads to each version from the one before it; the first has none. */
export function reportsOfSteps(
  versions: readonly OverviewVersion[],
  reports: readonly DiffReport[],
): readonly (DiffReport | undefined)[] {
  return versions.map(({ version }, at) => {
    const before = versions[at - 1]?.version;
    return reports.find((report) => report.old.version === before && report.new.version === version);
  });
}

/** Rows by the group that the newest version puts the webhook in, in the order of the newest page; old names come last in it. */
export function overviewGroups(
  versions: readonly OverviewVersion[],
  reports: readonly DiffReport[],
): readonly OverviewGroup[] {
  const steps = reportsOfSteps(versions, reports).map((report) => report && { report, changes: byWebhook(report) });
  const present = versions.map(({ webhooks }) => new Set(webhooks.map(({ name }) => name)));
  const groups = new Map<string, { readonly title: string; readonly names: string[] }>();
  const seen = new Set<string>();
  for (const { webhooks } of versions.toReversed())
    for (const { name, group } of webhooks) {
      if (seen.has(name)) continue;
      seen.add(name);
      const title = group ?? "No group";
      const known = groups.get(title.toLowerCase());
      if (known === undefined) groups.set(title.toLowerCase(), { title, names: [name] });
      else known.names.push(name);
    }
  return [...groups.values()].map(({ title, names }) => ({
    title,
    rows: names.map((name) => ({
      name,
      steps: versions.map((_, at) => {
        const step = steps[at];
        const there = present[at]?.has(name) ?? false;
        if (step === undefined) return { kind: there ? "present" : "absent" };
        return stepOf(there, present[at - 1]?.has(name) ?? false, step.changes.get(name) ?? [], step.report);
      }),
    })),
  }));
}

function byWebhook({ changes }: DiffReport): ReadonlyMap<string, readonly Change[]> {
  const found = new Map<string, Change[]>();
  for (const change of changes)
    for (const name of change.webhooks) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [change]);
      else known.push(change);
    }
  return found;
}

function stepOf(there: boolean, before: boolean, changes: readonly Change[], report: DiffReport): Step {
  if (!there && !before) return { kind: "absent" };
  const kind = there && !before ? "added" : before && !there ? "removed" : "changed";
  if (changes.length === 0 && kind === "changed") return { kind: "unchanged" };
  const open = changes.filter(({ acceptedBy }) => acceptedBy === undefined);
  const judged = open.length > 0 ? open : changes;
  const severity = severities.find((one) => judged.some((change) => change.severity === one));
  return {
    kind,
    severity: severity ?? (kind === "removed" ? "breaking" : "compatible"),
    open: open.length,
    accepted: changes.length - open.length,
    report,
  };
}
