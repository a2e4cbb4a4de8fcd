// listen: a local receiver that validates, shows and records what it is sent.
import pc from "picocolors";
import { listen, type ListenOptions, printable, printableJson, type Receipt } from "../index.ts";
import { type Console, EXIT, type ExitCode, interruption, unusable } from "./console.ts";

export interface ListenArguments extends Omit<ListenOptions, "onReceipt" | "signal"> {
  readonly once?: boolean;
  readonly json?: boolean;
}

/** Runs until it is asked to end; with `once` until the first request, whose status decides the exit code. */
export async function runListen(given: ListenArguments, console: Console): Promise<ExitCode> {
  const { once = false, json = false, ...options } = given;
  const interrupted = interruption(console);
  const first = new AbortController();
  let code: ExitCode = EXIT.fine;
  const listening = await listen({
    ...options,
    onReceipt: (receipt, unrecorded) => {
      console.out.write(json ? `${printableJson(plain(receipt))}\n` : shown(receipt, console.out.color));
      if (unrecorded !== undefined) unusable({ message: unrecorded }, console);
      if (!once || first.signal.aborted) return;
      code = unrecorded !== undefined ? EXIT.unusable : receipt.status === 200 ? EXIT.fine : EXIT.found;
      first.abort();
    },
  });
  if ("problem" in listening) return unusable(listening.problem, console);
  const { url, takesAnySecret, close } = listening;
  console.out.write(json ? `${JSON.stringify({ url })}\n` : `${url}\n`);
  if (takesAnySecret) console.err.write("no --secret was given: any request is taken as genuine\n");
  const end = AbortSignal.any([interrupted, first.signal]);
  await new Promise<void>((ended) => {
    if (end.aborted) ended();
    else end.addEventListener("abort", () => ended(), { once: true });
  });
  await close();
  return code;
}

function shown({ outcome, status, name, reason, mismatches, json }: Receipt, color: boolean): string {
  const colors = pc.createColors(color);
  const paint = outcome === "valid" ? colors.green : outcome === "unknown" ? colors.yellow : colors.red;
  const lines = [
    `${String(status)} ${paint(outcome)}${name === undefined ? "" : `  ${printable(name)}`}${reason === undefined ? "" : `  ${printable(reason)}`}`,
    ...mismatches.map(({ path, message }) => `  ${printable(path)}: ${printable(message)}`),
    ...(json === undefined ? [] : json.split("\n").map((line) => `  ${printable(line)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

function plain({ json, ...receipt }: Receipt): object {
  const body: unknown = json === undefined ? undefined : JSON.parse(json);
  return { ...receipt, ...(body !== undefined && { body }) };
}
