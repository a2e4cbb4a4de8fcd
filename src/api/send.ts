// A documented sample, changed and posted to a receiver.
import {
  applyOverrides,
  chooseSample,
  type Override,
  parseOverride,
  postBody,
  requestOf,
  webAddress,
} from "../local/send.ts";
import { bodyValidator, type Mismatch } from "../check/validate-body.ts";
import { explainPath } from "../model/explain.ts";
import type { Conventions, Model } from "../model/model.ts";
import { oneOf } from "../source/wording.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";

export interface SendOptions extends ModelOptions {
  /** Whose sample is sent: a name, an id or a heading. */
  readonly sampleOf: string;
  /** An http or https address. */
  readonly url: string;
  /** Never in a message of the result. */
  readonly secret?: string;
  /** The header that carries a token, where the docs leave its name to choose. */
  readonly header?: string;
  /** `path=value`: dots separate the steps, the value is JSON or text. */
  readonly set?: readonly string[];
  /** Which of several samples; counts from 1. */
  readonly sample?: number;
  /** Milliseconds to wait for the answer; 10,000 by default. */
  readonly timeout?: number;
  /** Send a body that its schema refuses. */
  readonly force?: boolean;
  /** The name to send in the header that discriminates webhooks, instead of the sample's own. */
  readonly webhook?: string;
  readonly signal?: AbortSignal;
}

/** What the body has that its schema refuses is in `mismatches`; with `force` it is sent all the same. */
export type SendResult = { readonly mismatches: readonly Mismatch[] } & (
  | {
      readonly state: "answered";
      readonly webhook: string;
      readonly status: number;
      readonly milliseconds: number;
      /** False where the docs say how a webhook is proven, and no secret was given to prove it. */
      readonly isProven: boolean;
    }
  /** The body is not valid, or there was no answer. */
  | { readonly state: "refused" | "unanswered"; readonly problem: Problem }
  | { readonly state: "unusable"; readonly problem: Problem }
);

export async function send(options: SendOptions): Promise<SendResult> {
  const hide = hider(options.secret);
  const stop = (
    message: string,
    state: "unusable" | "refused" | "unanswered" = "unusable",
    mismatches: readonly Mismatch[] = [],
  ): SendResult => ({ state, problem: { message: hide(message) }, mismatches });
  const url = webAddress(options.url);
  if (url === undefined) return stop(`"${shown(options.url)}" is no http or https address without a password`);
  const opened = await openModel(options);
  if ("problem" in opened) return stop(opened.problem.message);
  const { model } = opened;
  const chosen = chooseSample(model, options.sampleOf, options.sample ?? 1);
  if ("problem" in chosen) return stop(chosen.problem);
  const { discriminator, authentication } = model.conventions;
  if (options.webhook !== undefined && discriminator.in === "none")
    return stop(`--webhook has no use: there is one webhook`);
  if (options.webhook !== undefined && discriminator.in === "body") {
    return stop(`--webhook is for a name in a header; here --set ${discriminator.path}=${options.webhook} changes it`);
  }
  if (options.secret !== undefined && isUnproven(authentication)) {
    return stop(`--secret has no use: version ${model.version} documents no way to prove a webhook`);
  }
  const name = discriminator.in === "header" ? (options.webhook ?? chosen.name) : undefined;
  const made = overridden(chosen.body, options.set);
  if ("problem" in made) return stop(made.problem);
  const unknown = options.force === true ? undefined : unknownMember(model, chosen.name, options.set ?? []);
  if (unknown !== undefined) return stop(unknown);
  const verdict = bodyValidator(model)(made.body, name);
  const mismatches = verdict.valid
    ? []
    : verdict.mismatches.map(({ path, message }) => ({ path: hide(path), message: hide(message) }));
  if (!verdict.valid && options.force !== true)
    return stop("the body is not valid and was not sent; --force sends it", "refused", mismatches);
  const request = await requestOf(made.body, name ?? chosen.name, model.conventions, { ...options, url: url.href });
  if ("problem" in request) return stop(request.problem);
  const posted = await postBody(url, request, options.timeout ?? 10_000, options.signal);
  if ("problem" in posted) return stop(`${url.origin}: ${posted.problem}`, "unanswered", mismatches);
  const isProven = options.secret !== undefined || isUnproven(authentication) || authentication.scheme === "secret";
  return { state: "answered", webhook: name ?? options.sampleOf, ...posted, mismatches, isProven };
}

/** Without what may be secret: name and password before the host, and all behind the path. */
function shown(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/^(\w+:\/*)?.*@/s, "$1");
}

function isUnproven({ scheme }: Conventions["authentication"]): boolean {
  return scheme === "none" || scheme === "undocumented";
}

function overridden(body: unknown, set: readonly string[] = []): ReturnType<typeof applyOverrides> {
  const overrides: Override[] = [];
  for (const text of set) {
    const parsed = parseOverride(text);
    if ("problem" in parsed) return parsed;
    overrides.push(parsed);
  }
  return applyOverrides(body, overrides);
}

/** What is wrong with a path that `set` names and no page does; undefined for nothing. */
function unknownMember(model: Model, webhook: string, set: readonly string[]): string | undefined {
  for (const text of set) {
    const parsed = parseOverride(text);
    // A name with signs of its own is no path that can be looked up.
    if ("problem" in parsed || parsed.path.some((step) => !/^[\w-]+$/.test(step))) continue;
    const found = [(step: string) => (/^\d+$/.test(step) ? "[]" : `.${step}`), (step: string) => `.${step}`]
      .map((stepText) => explainPath(model, webhook, `$body${parsed.path.map(stepText).join("")}`))
      .sort((one, other) => Number(one.kind === "not-found") - Number(other.kind === "not-found"))[0];
    if (found?.kind !== "not-found") continue;
    const hint = found.suggestions.length === 0 ? "" : `, did you mean ${oneOf(found.suggestions.slice(0, 3))}?`;
    return `the docs name no member "${parsed.path.join(".")}" of ${webhook}${hint}; --force sets it all the same`;
  }
  return undefined;
}

function hider(secret: string | undefined): (text: string) => string {
  return (text) => (secret === undefined || secret === "" ? text : text.replaceAll(secret, "[redacted]"));
}
