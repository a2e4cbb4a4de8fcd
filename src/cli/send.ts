// send: posts a documented sample, with changes, to a receiver.
import {
  chooseSample,
  applyOverrides,
  type Override,
  parseOverride,
  postBody,
  requestOf,
  webAddress,
} from "../local/send.ts";
import type { Conventions } from "../model/model.ts";
import { bodyValidator } from "../check/validate-body.ts";
import { printable } from "../source/printable.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { findModel } from "./inputs.ts";

export interface SendArguments {
  readonly version: string;
  /** Whose sample is sent: a name, an id or a heading. */
  readonly sampleOf: string;
  readonly url: string;
  readonly output: string;
  readonly secret?: string;
  /** The header that carries a token, where the docs leave its name to choose. */
  readonly header?: string;
  readonly set?: readonly string[];
  /** Counts from 1. */
  readonly sample: number;
  /** In milliseconds. */
  readonly timeout: number;
  readonly force?: boolean;
  /** The name to send in the header that tells webhooks apart, instead of the sample's own. */
  readonly webhook?: string;
}

/** 0 for an answer of 2xx, 1 for any other, for none, and for a body that is not valid. */
export async function runSend(given: SendArguments, console: Console): Promise<ExitCode> {
  const hide = hider(given.secret);
  const stop = (problem: string, code: ExitCode = EXIT.unusable): ExitCode => {
    console.err.write(`${printable(hide(problem))}\n`);
    return code;
  };
  const url = webAddress(given.url);
  if (url === undefined) return stop(`"${shown(given.url)}" is no http or https address without a password`);
  const model = await findModel(given.output, given.version, console);
  if (model === undefined) return EXIT.unusable;
  const chosen = chooseSample(model, given.sampleOf, given.sample);
  if ("problem" in chosen) return stop(chosen.problem);
  const { discriminator, authentication } = model.conventions;
  if (given.webhook !== undefined && discriminator.in === "body") {
    return stop(`--webhook is for a name in a header; here --set ${discriminator.path}=${given.webhook} changes it`);
  }
  if (given.secret !== undefined && isUnproven(authentication)) {
    return stop(`--secret has no use: version ${model.version} documents no way to prove a webhook`);
  }
  const name = discriminator.in === "header" ? (given.webhook ?? chosen.name) : undefined;
  const made = overridden(chosen.body, given.set);
  if ("problem" in made) return stop(made.problem);
  const verdict = bodyValidator(model)(made.body, name);
  if (!verdict.valid) {
    for (const { path, message } of verdict.mismatches)
      console.err.write(`${printable(hide(`${path}: ${message}`))}\n`);
    if (given.force !== true) return stop("the body is not valid and was not sent; --force sends it", EXIT.found);
    stop("the body is not valid and is sent all the same");
  }
  const request = await requestOf(made.body, name ?? chosen.name, model.conventions, { ...given, url: url.href });
  if ("problem" in request) return stop(request.problem);
  if (given.secret === undefined && !isUnproven(authentication) && authentication.scheme !== "secret")
    stop("no --secret was given: the request carries no proof");
  const posted = await postBody(url, request, given.timeout);
  if ("problem" in posted) return stop(`${url.origin}: ${posted.problem}`, EXIT.found);
  console.out.write(`${printable(name ?? given.sampleOf)}: ${posted.status} in ${posted.milliseconds} ms\n`);
  return posted.status >= 200 && posted.status < 300 ? EXIT.fine : EXIT.found;
}

/** Without what may be secret: name and password before the host, and all behind the path. */
function shown(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/^(\w+:\/*)?.*@/s, "$1");
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

function isUnproven({ scheme }: Conventions["authentication"]): boolean {
  return scheme === "none" || scheme === "undocumented";
}

function hider(secret: string | undefined): (text: string) => string {
  return (text) => (secret === undefined || secret === "" ? text : text.replaceAll(secret, "[redacted]"));
}
