// docs/cli.md is what the commands say of themselves; `npm run docs` writes it.
import { join } from "node:path";
import type { Command, Option } from "commander";
import { format } from "prettier";
import { expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { recorder } from "./support/recorder.ts";

const file = join(import.meta.dirname, "../../docs/cli.md");

test("docs/cli.md says what --help says; npm run docs writes it", async () => {
  await expect(await format(reference(), { parser: "markdown", printWidth: 120 })).toMatchFileSnapshot(file);
});

function reference(): string {
  const { console, written } = recorder();
  const program = createProgram(console, () => undefined);
  /** What is added to the help behind the options. */
  const behind = (command: Command): string => {
    written.out = "";
    command.outputHelp();
    return written.out.slice(command.helpInformation().length).trim();
  };
  const exitCodes = [...behind(program).matchAll(/^ +(\d) +(.+)$/gm)].map(([, code = "", text = ""]) => [code, text]);
  return [
    "# Command line",
    "<!-- Written by `npm run docs` from the commands' own help. -->",
    INTRODUCTION,
    program.commands
      .map((command) => `- [${command.name()}](#${command.name()}): ${cell(command.description())}`)
      .join("\n"),
    "## Exit codes",
    table(["Code", "Meaning"], exitCodes),
    FOUND,
    "## Options of every command",
    table(["Option", "Meaning"], [...common(program).map(optionRow), ["`-h, --help`", "print help"]]),
    ...program.commands.flatMap((command) => sectionOf(command, behind(command), common(program))),
  ].join("\n\n");
}

const INTRODUCTION = `Installed, every command is \`npx hooksmith …\`, from any folder of the project. In a clone of this repository it is
\`npm run --silent hooksmith -- …\`; built, it is \`node dist/hooksmith.js …\`. Results go to stdout, messages to stderr.
\`npx hooksmith --version\` prints the version. The same option means the same everywhere: \`--input\` is the folder of the pages, \`--generated\` the package that is
read, \`--output\` what the command writes.`;

const FOUND = `A check finds something where output would change or somebody has edited it, under \`--strict\` where there is a warning, where a body
differs from the docs, where a change is as severe as \`--fail-on\` names, where handler files are out of step, and where a decision no longer
holds. A page has errors also where \`fetch\` has refused it.`;

function sectionOf(command: Command, text: string, known: readonly Option[]): readonly string[] {
  const [notes = "", examples = ""] = text.split(/^Examples:$/m);
  const usage = `npx hooksmith ${command.name()} ${command.usage()}`;
  const own = command.options.filter(({ flags }) => !known.some((option) => option.flags === flags));
  const takes = command.registeredArguments.map((one) => [
    `\`${one.required ? "<" : "["}${one.name()}${one.variadic ? "..." : ""}${one.required ? ">" : "]"}\``,
    one.description,
  ]);
  const rows = [...takes, ...own.map(optionRow)];
  return [
    `## ${command.name()}`,
    `${sentence(cell(command.description()))}`,
    fenced(usage),
    ...(rows.length === 0 ? [] : [table(["Argument or option", "Meaning"], rows)]),
    ...(notes.trim() === "" ? [] : [notes.trim()]),
    fenced(examples.trim().replace(/^\s*\$ hooksmith/gm, "npx hooksmith")),
  ];
}

/** The options that every command has. */
function common({ commands: [first, ...others] }: Command): readonly Option[] {
  const everywhere = ({ flags }: Option): boolean =>
    others.every((command) => command.options.some((option) => option.flags === flags));
  return first?.options.filter(everywhere) ?? [];
}

function optionRow({ flags, description, defaultValue, argChoices, mandatory, negate }: Option): readonly string[] {
  const said: unknown = negate ? undefined : defaultValue;
  const more = [
    ...(mandatory ? ["required"] : []),
    ...(argChoices === undefined ? [] : [`one of ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`]),
    ...(said === undefined ? [] : [`default \`${String(said)}\``]),
  ];
  return [`\`${flags}\``, [description, ...more].join("; ")];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Outside of code, what a browser would take for a tag is text. */
function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replace(/[<>*[\]]/g, "\\$&")))
    .join("")
    .replaceAll("|", "\\|");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function fenced(text: string): string {
  return ["```sh", text, "```"].join("\n");
}
