// init: a project for the pages of a vendor.
import {
  findingsText,
  init,
  type InitChoice,
  type InitOptions,
  type InitProposal,
  printable,
  printableJson,
} from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable } from "./console.ts";

export interface InitArguments extends Omit<InitOptions, "folder" | "decide" | "signal"> {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Asks only a person: without a terminal what would be proposed is taken. */
export async function runInit(
  { yes = false, json = false, ...given }: InitArguments,
  console: Console,
): Promise<ExitCode> {
  const { out, err, note } = console;
  const asks = !yes && !json && err.isTTY && process.stdin.isTTY;
  const { problem, files, versions, leftOut, findings, next } = await init(asks ? { ...given, decide: ask } : given);
  for (const line of leftOut) err.write(`left out: ${printable(line)}\n`);
  err.write(findingsText(findings, { color: err.color }));
  if (problem !== undefined) return unusable(problem, console);
  if (json) out.write(`${printableJson({ files, versions, leftOut, next }, 2)}\n`);
  else out.write(files.map(({ path, state }) => `${state.padEnd(8)}  ${printable(path)}\n`).join(""));
  note(`\n${versions.map(lineOf).join("")}next:\n${next.map((command) => `  ${printable(command)}\n`).join("")}`);
  return EXIT.fine;
}

function lineOf({ version, webhooks, pages }: InitProposal["versions"][number]): string {
  const shown = webhooks.slice(0, 3).join(", ");
  const more = webhooks.length > 3 ? ", …" : "";
  const count = webhooks.length === 1 ? "1 webhook" : `${String(webhooks.length)} webhooks`;
  return printable(`version ${version}: ${count} (${shown}${more}) in ${pages.join(", ")}`) + "\n";
}

async function ask({ package: proposed, github, versions }: InitProposal): Promise<InitChoice | undefined> {
  const { confirm, isCancel, note, text } = await import("@clack/prompts");
  note(versions.map(lineOf).join(""), "found");
  const name = await text({ message: "Name of the generated package", initialValue: proposed });
  if (isCancel(name)) return undefined;
  const workflow = await confirm({
    message: "Write a workflow that looks for changes of the pages?",
    initialValue: github,
  });
  return isCancel(workflow) ? undefined : { package: name, github: workflow };
}
