// listen: a local receiver that validates, shows and records what it is sent.
import pc from "picocolors";
import { type RecordBody, bodyRecorder } from "../local/record-body.ts";
import { serve } from "../local/serve.ts";
import { type ListenOptions, type Receipt, webhookTaker } from "../local/take-webhook.ts";
import { bodyValidator } from "../check/validate-body.ts";
import { printable, printableJson } from "../source/printable.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { findModel } from "./inputs.ts";

export interface ListenArguments {
  readonly version: string;
  readonly output: string;
  readonly port: number;
  readonly host: string;
  readonly secret?: string;
  readonly header?: string;
  readonly record?: string;
  readonly once?: boolean;
  readonly json?: boolean;
}

/** Runs until it is told to stop; with `once` until the first request, whose status decides the exit code. */
export async function runListen(given: ListenArguments, console: Console): Promise<ExitCode> {
  if (given.secret?.trim() === "") return stop("the secret is empty", console);
  const model = await findModel(given.output, given.version, console);
  if (model === undefined) return EXIT.unusable;
  const { version, conventions } = model;
  const { secret, header } = given;
  const options = { version, conventions, validate: bodyValidator(model) };
  const take = takerOf({
    ...options,
    ...(secret !== undefined && { secret }),
    ...(header !== undefined && { header }),
  });
  if (typeof take === "string") return stop(take, console);
  const recorder = given.record === undefined ? undefined : await recorderIn(given.record);
  if (typeof recorder === "string") return stop(recorder, console);
  const ended = endings(console.stdoutClosed);
  const onReceipt = async (receipt: Receipt): Promise<void> => {
    console.out.write(given.json === true ? `${printableJson(plain(receipt))}\n` : shown(receipt, console.out.color));
    const kept = await keep(receipt, recorder, console);
    if (given.once === true) ended.end(!kept ? EXIT.unusable : receipt.status === 200 ? EXIT.fine : EXIT.found);
  };
  const served = await serve({ host: given.host, port: given.port, take, onReceipt });
  if ("problem" in served) return stop(served.problem, console);
  console.out.write(given.json === true ? `${JSON.stringify({ url: served.url })}\n` : `${served.url}\n`);
  if (secret === undefined && !/^(?:none|undocumented)$/.test(conventions.authentication.scheme))
    console.err.write("no --secret was given: any request is taken as genuine\n");
  const code = await ended.promise;
  await served.close();
  return code;
}

/** Or why there can be none. */
function takerOf(options: ListenOptions): ReturnType<typeof webhookTaker> | string {
  try {
    return webhookTaker(options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Or why there can be none. */
async function recorderIn(folder: string): Promise<RecordBody | string> {
  try {
    return await bodyRecorder(folder);
  } catch (error) {
    return `no body can be recorded in ${folder}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** False where a body could not be recorded; why is said. */
async function keep({ json, ...receipt }: Receipt, record: RecordBody | undefined, { err }: Console): Promise<boolean> {
  if (record === undefined || json === undefined) return true;
  try {
    await record({ ...receipt, json });
    return true;
  } catch (error) {
    err.write(`a body can't be recorded: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    return false;
  }
}

function stop(problem: string, { err }: Console): ExitCode {
  err.write(`${printable(problem)}\n`);
  return EXIT.unusable;
}

/** Settles at the first of `end`, SIGINT, SIGTERM and a reader that has gone. A second signal ends the process at once. */
function endings(stdoutClosed: AbortSignal): {
  readonly promise: Promise<ExitCode>;
  readonly end: (code: ExitCode) => void;
} {
  let end: (code: ExitCode) => void = () => undefined;
  const promise = new Promise<ExitCode>((resolve) => {
    end = resolve;
    const onSignal = (): void => {
      resolve(EXIT.fine);
    };
    stdoutClosed.addEventListener("abort", onSignal, { once: true });
    process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
    void Promise.resolve().then(async () => {
      await promise;
      process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    });
  });
  return { promise, end };
}

function shown({ outcome, status, name, reason, mismatches, json }: Receipt, color: boolean): string {
  const colors = pc.createColors(color);
  const paint = outcome === "valid" ? colors.green : outcome === "unknown" ? colors.yellow : colors.red;
  const lines = [
    `${status} ${paint(outcome)}${name === undefined ? "" : `  ${printable(name)}`}${reason === undefined ? "" : `  ${printable(reason)}`}`,
    ...mismatches.map(({ path, message }) => `  ${printable(path)}: ${printable(message)}`),
    ...(json === undefined ? [] : json.split("\n").map((line) => `  ${printable(line)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function plain({ json, ...receipt }: Receipt): object {
  const body: unknown = json === undefined ? undefined : JSON.parse(json);
  return { ...receipt, ...(body !== undefined && { body }) };
}
