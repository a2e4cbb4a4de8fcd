// A static site of all versions: the overview, the reports of their steps, and a page a version. Models and reports in, files out.
import { overviewHtml, type OverviewVersion } from "../diff/html/overview-page.ts";
import type { Siblings } from "../diff/html/page.ts";
import { reportHtml } from "../diff/html/report-page.ts";
import type { DiffReport } from "../diff/report.ts";
import type { EmittedFile } from "../emit/emitted-file.ts";
import { versionFolder } from "../emit/names.ts";
import { bodyOf } from "../model/body.ts";
import type { Model } from "../model/model.ts";
import { reachable } from "../model/types/walk.ts";
import { fieldNames } from "./field-table.ts";
import { type SiteVersion, versionHtml } from "./version-page.ts";

export interface SiteInput {
  /** What the overview is called, as `@acme/shop-webhooks`. */
  readonly title: string;
  /** Oldest first. */
  readonly versions: readonly SiteVersion[];
  readonly reports: readonly DiffReport[];
}

/** All beside each other, sorted by path. The same input gives the same bytes. */
export function siteFiles({ title, versions, reports }: SiteInput): readonly EmittedFile[] {
  const siblings: Siblings = {
    overview: "./index.html",
    versionPage: versionPages(versions.map(({ model }) => model)),
  };
  const names = versions.map(({ model }) => model.version);
  return [
    {
      path: "index.html",
      content: overviewHtml(
        { title, versions: versions.map(({ model }) => overviewVersion(model)), reports },
        siblings,
      ),
    },
    ...reports.map((report) => ({
      path: `v${report.old.version}...v${report.new.version}.html`,
      content: reportHtml(report, siblings),
    })),
    ...versions.map((version) => ({
      path: pageOf(version.model.version),
      content: versionHtml(version, { siblings, versions: names, reports }),
    })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function versionPages(models: readonly Model[]): NonNullable<Siblings["versionPage"]> {
  const ids = new Map(
    models.map(({ version, webhooks }) => [
      version,
      new Map(webhooks.map(({ name, id }) => [name, id] as const).reverse()),
    ]),
  );
  return (version, webhook) => {
    const known = ids.get(version);
    const page = `./${pageOf(version)}`;
    if (known === undefined) return undefined;
    if (webhook === undefined) return page;
    const id = known.get(webhook);
    return id === undefined ? undefined : `${page}#webhook=${id}`;
  };
}

function pageOf(version: string): string {
  return `${versionFolder(version)}.html`;
}

function overviewVersion({ version, status, webhooks, structures }: Model): OverviewVersion {
  return {
    version,
    status,
    webhooks: webhooks.map((webhook) => {
      const { name, group, description } = webhook;
      const body = bodyOf(webhook);
      const types = [body, ...reachable([body], structures).map(({ type }) => type)];
      const words = [description, ...new Set(types.flatMap(fieldNames))].join(" ");
      return { name, words, ...(group === undefined ? {} : { group }) };
    }),
  };
}
