// The commands, their arguments and their help; each command's own file is loaded when it runs.
import { join, relative } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import metadata from "../../package.json" with { type: "json" };
import { DEFAULT_TIME_LIMIT, findProject, formatLabels } from "../index.ts";
import type { BuildArguments } from "./build.ts";
import { type Console, EXIT, type ExitCode, quietConsole } from "./console.ts";
import type { DiffArguments } from "./diff.ts";
import type { ExplainArguments } from "./explain.ts";
import type { FetchArguments } from "./fetch.ts";
import type { GenerateArguments } from "./generate.ts";
import type { InitArguments } from "./init.ts";
import type { ListenArguments } from "./listen.ts";
import type { ObserveArguments } from "./observe.ts";
import type { ParseArguments } from "./parse.ts";
import type { SendArguments } from "./send.ts";
import type { StubsArguments } from "./stubs.ts";
import type { ValidateArguments } from "./validate.ts";

/** Runs a command line, without the names of node and of the program. */
export async function run(argv: readonly string[], console: Console): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine;
  const program = createProgram(console, (result) => (code = result));
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.unusable;
  }
  return code;
}

export function createProgram(console: Console, finish: (code: ExitCode) => void): Command {
  const program = new Command("hooksmith")
    .description("Turns a webhook reference into types, schemas and validators.")
    .version(metadata.version, "-v, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .showHelpAfterError("(--help shows what is possible)")
    .configureOutput({
      writeOut: console.out.write,
      writeErr: console.err.write,
      getOutHasColors: () => console.out.color,
      getErrHasColors: () => console.err.color,
      getOutHelpWidth: () => console.out.columns,
      getErrHelpWidth: () => console.err.columns,
    })
    .exitOverride()
    .addHelpText("after", exitCodeHelp);
  const add: Add = ({ name, summary, options, examples, notes = "", takes = [], run: act }) => {
    const command = program.command(name).description(summary);
    for (const [, argument, description] of takes) command.argument(argument, description);
    for (const option of [...options, new Option("--quiet", "print results and errors, and nothing else")])
      command.addOption(option);
    const shown = examples.map((line) => `  $ hooksmith ${line}`).join("\n");
    command
      .addHelpText("after", `${notes === "" ? "" : `\n${notes}`}\nExamples:\n${shown}`)
      .action(async (...values) => {
        findFolders(command);
        const options = command.opts();
        const taken = takes.map(([member], index) => ({ [member]: values[index] }));
        finish(
          await act(Object.assign({}, ...taken, options), options["quiet"] === true ? quietConsole(console) : console),
        );
      });
  };
  addAll(add, program);
  return program;
}

interface CommandInfo<Given> {
  readonly name: string;
  readonly summary: string;
  /** Each with the member of what `run` is given. */
  readonly takes?: readonly (readonly [member: string, argument: string, description: string])[];
  readonly options: readonly Option[];
  readonly notes?: string;
  /** Without the program's name; two at least. */
  readonly examples: readonly [string, string, ...string[]];
  /** Given the arguments and options; what runs is loaded only now. */
  readonly run: (given: Given, console: Console) => Promise<ExitCode>;
}

type Add = <Given>(info: CommandInfo<Given>) => void;

function addAll(add: Add, program: Command): void {
  add({
    name: "init",
    summary: "set a project up for the pages of a vendor: register, package.json, .gitignore",
    takes: [["pages", "[page...]", "pages, folders of pages, or addresses; by default those in docs-input"]],
    options: [
      new Option("--package <name>", "name of the generated package"),
      new Option("--api-version <version>", "the version that the pages describe, where their paths name none"),
      new Option("--yes", "ask nothing, and take what would be proposed"),
      new Option("--github", "write a workflow that looks for changes of the pages, and opens a pull request"),
      new Option("--allow-localhost", "allow http to this machine"),
      json(),
    ],
    examples: [
      "init webhooks.md --yes",
      "init https://docs.example.com/webhooks --github",
      "init reference/ --package @acme/shop-webhooks",
    ],
    run: async (given: InitArguments, console) => (await import("./init.ts")).runInit(given, console),
  });

  add({
    name: "generate",
    summary: "read the registered pages and write the package",
    options: [
      input(),
      new Option("--output <dir>", "folder of the package").default("generated"),
      new Option(
        "--site <dir>",
        "write a static site too: all versions, what changed between them, and every webhook with its evidence",
      ),
      new Option("--only <versions>", "only these versions, separated by commas").argParser(versionList),
      new Option("--check", "write nothing; fail where the output would change"),
      new Option("--force", "overwrite files of the package that were edited, or that others wrote"),
      new Option("--strict", "fail on warnings too"),
      new Option("--keep-going", "write what could be read of a version with errors"),
      new Option("--all", "print the findings too that findings.json of the version holds already"),
      new Option("--build", "build what is published too, as the command build does"),
      json("print findings and summary as one JSON document"),
      new Option("--no-cache", "take nothing from earlier runs, and leave nothing for later ones"),
      new Option("--timing", "print where the time went"),
      timeLimit("seconds that a version may take"),
      new Option("--drift-report <file>", "write a Markdown review of what changed against the current output"),
      new Option("--watch", "go on: generate again what an edit of the input folder touches").conflicts("json"),
    ],
    notes: `\
Bundlers, tsx and vitest import the TypeScript of the output as it is. Node needs what the command build makes of it.
`,
    examples: ["generate", "generate --check --strict", "generate --only 3.4,3.5 --json", "generate --site build/site"],
    run: async ({ watch = false, ...given }: GenerateArguments & { readonly watch?: boolean }, console) =>
      watch
        ? (await import("./generate.ts")).runWatch(given, console)
        : (await import("./generate.ts")).runGenerate(given, console),
  });

  add({
    name: "build",
    summary: "make what is published of the generated sources: JavaScript, declarations and a tarball",
    options: [
      generated(),
      new Option("--output <dir>", "folder of the built package; the tarball is put beside it").default(
        "build/package",
      ),
      new Option("--force", "overwrite files there that were edited, or that others wrote"),
      json(),
    ],
    notes: `\
Node imports only what is built. Bundlers, tsx and vitest take the generated TypeScript as it is.
`,
    examples: ["build", "build --generated generated --output dist/shop-webhooks"],
    run: async (given: BuildArguments, console) => (await import("./build.ts")).runBuild(given, console),
  });

  add({
    name: "parse",
    summary: "read one page and print its model as JSON",
    takes: [["file", "<file>", "the page, or - for standard input"]],
    options: [
      new Option("--api-version <version>", "the version that the page describes"),
      pageKind("what the page describes"),
      new Option("--samples <dir>", "folder of the JSON files that the page names"),
      timeLimit("seconds that the page may take"),
      new Option("--format <format>", "the page's format, where its ending does not say").choices(formatLabels),
    ],
    examples: ["parse docs-input/v3.5/webhooks.txt --api-version 3.5", "parse - --format markdown < page.md"],
    run: async (given: ParseArguments, console) => (await import("./parse.ts")).runParse(given, console),
  });

  add({
    name: "explain",
    summary: "print why a webhook or a field is as it is, with places in the pages",
    takes: [
      aVersion,
      [
        "target",
        "<webhook[.path]>",
        "a webhook, $defs.<Structure>, envelope or * for any webhook, or a field of it: [] are items of a list, * any key of a map; * alone lists the webhooks",
      ],
    ],
    options: [generated(), json()],
    examples: [
      "explain 3.5 chat_transferred",
      "explain 3.5 chat_transferred.queue",
      "explain 3.5 'incoming_chat.chat.users[].name'",
      "explain 3.5 '$defs.Customer.last_visit'",
    ],
    run: async (given: ExplainArguments, console) => (await import("./explain.ts")).runExplain(given, console),
  });

  add({
    name: "validate",
    summary: "validate request bodies against the schemas",
    takes: [aVersion, ["files", "<file...>", "JSON files, or - for standard input"]],
    options: [
      generated(),
      new Option("--all-errors", "look for every mistake of a body, not only the first 50"),
      webhookOfBodies(),
      json(),
    ],
    examples: ["validate 3.5 body.json", "validate v3.4-preview - < body.json"],
    run: async (given: ValidateArguments, console) => (await import("./validate.ts")).runValidate(given, console),
  });

  add({
    name: "diff",
    summary: "review what changed between two versions, and whom it breaks",
    takes: [
      ["old", "<old>", "a version, a model.json, or a page"],
      ["new", "<new>", "the same"],
    ],
    options: [
      new Option("--format <format>", "of the report")
        .choices(["text", "markdown", "json", "html", "github"])
        .default("text"),
      json("the same as --format json").implies({ format: "json" }),
      new Option("--profile <profile>", "receivers that ignore what they do not know, or reject it")
        .choices(["tolerant", "strict"])
        .default("tolerant"),
      new Option(
        "--min <severity>",
        "least severe changes to show; the others are counted (default: dangerous on a terminal, else docs)",
      ).choices(["docs", "compatible", "dangerous", "breaking"]),
      new Option("--details", "quote the pages and say what to do, in text (default: unless on a terminal)"),
      new Option("--no-details", "three lines a change"),
      new Option("--fail-on <severity>", "end with 1 where an open change is as bad as that, or worse")
        .choices(["breaking", "dangerous", "none"])
        .default("none"),
      new Option(
        "--mode <mode>",
        "a step to another version, or another revision of one; by default the versions decide",
      ).choices(["upgrade", "drift"]),
      new Option("--uncorrected", "compare what the pages say, without the corrections"),
      new Option("--output <file>", "write the report there instead of to standard output"),
      input("folder of sources.yaml, decisions.yaml and the pages"),
      generated(),
      pageKind("what a page describes"),
      new Option("--samples <dir>", "folder of the JSON files that a page names"),
      new Option("--api-version <version>", "the version that a page describes"),
    ],
    examples: [
      "diff 3.5 3.6",
      "diff 3.5 3.6 --format html --output review.html",
      "diff 3.6 new-page.mdx --fail-on breaking",
      "diff 3.4-preview 3.4 --uncorrected --format markdown",
    ],
    run: async (given: DiffArguments, console) => (await import("./diff.ts")).runDiff(given, console),
  });

  add({
    name: "observe",
    summary: "compare captured bodies with what the docs say, and propose corrections",
    takes: [
      aVersion,
      ["files", "<file...>", "files or folders of JSON (a body, or an array of them) or NDJSON; - for standard input"],
    ],
    options: [
      generated(),
      json(),
      new Option("--all-errors", "look at every difference, not only 50 of a body and 50 kinds of a webhook"),
      webhookOfBodies(),
    ],
    notes: `\
Nothing is changed: what to believe is yours to say. Paste a correction into docs-input/corrections.yaml and generate.
Secrets are not printed, and values that may be about a person are shortened.
`,
    examples: ["observe 3.6 captured/", "observe 3.6 monday.ndjson --json", "observe 3.4-preview - < body.json"],
    run: async (given: ObserveArguments, console) => (await import("./observe.ts")).runObserve(given, console),
  });

  add({
    name: "stubs",
    summary: "write handler files into a project of yours, and keep them in step with the reference",
    takes: [aVersion],
    options: [
      new Option("--output <dir>", "folder of the handlers, in your own project").makeOptionMandatory(),
      new Option("--only <webhook...>", "handlers of these webhooks alone"),
      new Option("--check", "write nothing; list what is out of step"),
      new Option("--package <name>", "the package that the handlers import; by default the generated one"),
      generated(),
      json(),
    ],
    notes: `\
What you write in handlers, comments and other exports is never changed. In the wiring, a webhook set to undefined stays
without a handler; so does one whose file you have deleted.
`,
    examples: [
      "stubs 3.6 --output src/webhooks",
      "stubs 3.7 --output src/webhooks --check",
      "stubs 3.7 --output src/webhooks --only incoming_chat chat_deactivated",
    ],
    run: async (given: StubsArguments, console) => (await import("./stubs.ts")).runStubs(given, console),
  });

  add({
    name: "send",
    summary: "post a documented sample to a receiver",
    takes: [aVersion, ["sampleOf", "<webhook>", "a webhook"], ["url", "<url>", "an http or https address"]],
    options: [
      new Option("--secret <secret>", "what proves the webhook: its secret, or the private key; never printed"),
      tokenHeader(),
      new Option("--set <path=value>", "change a member: dots separate the steps, the value is JSON or text").argParser(
        listed,
      ),
      new Option("--sample <number>", "which of several samples").argParser(wholeNumber(1, 1000)).default(1),
      milliseconds("how long to wait for the answer").default(10_000),
      new Option("--force", "send a body that its schema refuses, and set members that no page names"),
      new Option("--webhook <name>", "the name to send, where a header holds it; by default that of the sample"),
      generated(),
      json(),
    ],
    examples: [
      "send 3.6 incoming_chat http://localhost:3000/webhooks --secret s3cret",
      "send 3.6 incoming_chat http://localhost:3000 --set payload.chat.id=X1 --set payload.chat.users.0.present=false",
    ],
    run: async (given: SendArguments, console) => (await import("./send.ts")).runSend(given, console),
  });

  add({
    name: "listen",
    summary: "receive webhooks here: validate, show and record them",
    takes: [aVersion],
    options: [
      new Option("--port <port>", "0 for any that is free").argParser(wholeNumber(0, 65_535)).default(0),
      new Option("--host <host>", "the address to listen on").default("127.0.0.1"),
      new Option("--secret <secret>", "refuse what it does not prove; without it any is taken; never printed"),
      tokenHeader(),
      new Option("--record <dir>", "keep each body as a file, without its secret, for observe"),
      new Option("--once", "end after the first request, with 0 where it was answered by 200"),
      json("print one line of JSON a request"),
      generated(),
    ],
    examples: ["listen 3.6 --port 3000 --secret s3cret", "listen 3.6 --record captured --json"],
    run: async (given: ListenArguments, console) => (await import("./listen.ts")).runListen(given, console),
  });

  add({
    name: "fetch",
    summary: "get the pages that have a url in the register, and report what they change",
    options: [
      input(),
      new Option("--only <versions>", "only pages of these versions, separated by commas").argParser(versionList),
      new Option("--check", "write nothing; fail where a page has changed"),
      new Option("--force", "overwrite pages that were edited since they were fetched"),
      new Option("--allow-localhost", "allow http to this machine"),
      milliseconds("milliseconds that one try at a page may take; 30000 by default"),
      json("print pages, findings and drift as one JSON document"),
    ],
    notes: `\
A page that can't be got, or that is not the page it should be, is refused (exit code 3) and the existing file is kept.
`,
    examples: ["fetch", "fetch --check", "fetch --only 3.6,3.7"],
    run: async (given: FetchArguments, console) => {
      const { runFetch } = await import("./fetch.ts");
      return runFetch({ ...given, userAgent: `hooksmith/${metadata.version}` }, console);
    },
  });

  add({
    name: "completion",
    summary: "print a script by which a shell completes commands and options",
    takes: [["shell", "<shell>", "bash, zsh or fish"]],
    options: [],
    examples: ["completion bash >> ~/.bashrc", "completion fish > ~/.config/fish/completions/hooksmith.fish"],
    run: async ({ shell }: { readonly shell: string }, console) =>
      (await import("./completion.ts")).runCompletion(shell, program, console),
  });
}

const exitCodeHelp = `
Exit codes:
  0  fine
  1  a check found something
  2  wrong usage, or an unusable register or file
  3  a page has errors`;

const aVersion = ["version", "<version>", "a generated version"] as const;

function input(description = "folder of sources.yaml and the pages"): Option {
  return new Option("--input <dir>", description).default("docs-input");
}

function generated(): Option {
  return new Option("--generated <dir>", "folder of the generated package").default("generated");
}

function json(description = "print JSON"): Option {
  return new Option("--json", description);
}

function pageKind(description: string): Option {
  return new Option("--kind <kind>", description).choices(["webhooks", "structures"]);
}

function timeLimit(description: string): Option {
  return new Option("--time-limit <seconds>", `${description}; ${String(DEFAULT_TIME_LIMIT)} by default`).argParser(
    wholeNumber(1, 3600),
  );
}

function milliseconds(description: string): Option {
  return new Option("--timeout <ms>", description).argParser(wholeNumber(1, 600_000));
}

function tokenHeader(): Option {
  return new Option("--header <name>", "the header that carries a token, where its name is chosen by you");
}

function webhookOfBodies(): Option {
  return new Option("--webhook <name>", "the webhook of the bodies, where a header names it and none was recorded");
}

/** Folders that nobody named are those of the project that the working folder lies in. */
function findFolders(command: Command): void {
  const root = findProject();
  if (root === undefined) return;
  for (const name of ["input", "generated", "output"]) {
    const value: unknown = command.getOptionValue(name);
    if (typeof value !== "string" || command.getOptionValueSource(name) !== "default") continue;
    command.setOptionValueWithSource(name, join(relative(".", root), value), "default");
  }
}

function versionList(text: string): readonly string[] {
  const versions = text
    .split(",")
    .map((version) => version.trim())
    .filter((version) => version !== "");
  if (versions.length === 0) throw new InvalidArgumentError("At least one version is needed.");
  return versions;
}

/** Collects an option that may be given several times. */
function listed(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`A whole number from ${String(least)} to ${String(most)} is needed.`);
  };
}
