// send: a documented sample, posted to a receiver.
import { printable, printableJson, send, type SendOptions } from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable, type WithJson } from "./console.ts";

export type SendArguments = WithJson<SendOptions>;

/** 0 for an answer of 2xx, 1 for any other, for none, and for a body that is not valid. */
export async function runSend({ json = false, ...given }: SendArguments, console: Console): Promise<ExitCode> {
  const { out, err } = console;
  const sent = await send(given);
  if (json) out.write(`${printableJson(sent, 2)}\n`);
  else for (const { path, message } of sent.mismatches) err.write(`${printable(`${path}: ${message}`)}\n`);
  if (sent.state !== "answered") {
    const code = unusable(sent.problem, console);
    return sent.state === "unusable" ? code : EXIT.found;
  }
  if (sent.mismatches.length > 0) err.write("the body is not valid and was sent all the same\n");
  if (!sent.isProven) err.write("no --secret was given: the request carries no proof\n");
  if (!json) out.write(`${printable(sent.webhook)}: ${String(sent.status)} in ${String(sent.milliseconds)} ms\n`);
  return sent.status >= 200 && sent.status < 300 ? EXIT.fine : EXIT.found;
}
