// The commands, their arguments and their help; each command's own file is loaded when it runs.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import metadata from "../../package.json" with { type: "json" };
import { DEFAULT_TIME_LIMIT } from "../pipeline/limits.ts";
import { formats } from "../formats/index.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import type { DiffArguments } from "./diff.ts";
import type { FetchArguments } from "./fetch.ts";
import type { GenerateArguments } from "./generate.ts";
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

function createProgram(console: Console, finish: (code: ExitCode) => void): Command {
  const program = new Command("hooksmith")
    .description("Turns a webhook reference into types, schemas and validators.")
    .version(metadata.version, "--version", "print the version")
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

  for (const add of [
    addGenerate,
    addParse,
    addExplain,
    addValidate,
    addDiff,
    addObserve,
    addStubs,
    addSend,
    addListen,
    addFetch,
  ])
    add(program, console, finish);
  return program;
}

type Add = (program: Command, console: Console, finish: (code: ExitCode) => void) => void;

const addGenerate: Add = (program, console, finish) => {
  program
    .command("generate")
    .description("read the registered pages and write the package")
    .option(...inputFolder)
    .addOption(outputOption("folder of the package"))
    .addOption(new Option("--only <versions>", "only these versions, separated by commas").argParser(versionList))
    .option("--check", "write nothing; fail where the output would change")
    .option("--force", "overwrite files of the package that were edited, or that others wrote")
    .option("--strict", "fail on warnings too")
    .option("--keep-going", "write what could be read of a version with errors")
    .option("--json", "print findings and summary as one JSON document")
    .option("--no-cache", "take nothing from earlier runs, and leave nothing for later ones")
    .option("--timing", "print where the time went")
    .addOption(timeLimitOption("seconds that a version may take"))
    .option("--drift-report <file>", "write a Markdown review of what changed against the current output")
    .addOption(
      new Option("--watch", "go on: generate again what an edit of the input folder touches").conflicts("json"),
    )
    .addHelpText("after", examples("generate", "generate --check --strict", "generate --only 3.4,3.5 --json"))
    .action(async ({ watch = false, ...options }: GenerateArguments & { readonly watch?: boolean }) => {
      if (watch) {
        const { runWatch } = await import("./watch.ts");
        finish(await runWatch(options, console));
        return;
      }
      const { runGenerate } = await import("./generate.ts");
      finish(await runGenerate(options, console));
    });
};

const addParse: Add = (program, console, finish) => {
  program
    .command("parse")
    .description("read one page and print its model as JSON")
    .argument("<file>", "the page, or - for standard input")
    .option("--api-version <version>", "the version that the page describes")
    .addOption(new Option("--kind <kind>", "what the page describes").choices(["webhooks", "structures"]))
    .option("--samples <dir>", "folder of the JSON files that the page names")
    .addOption(timeLimitOption("seconds that the page may take"))
    .addOption(
      new Option("--format <format>", "the page's format, where its ending does not say").choices(
        formats.map(({ label }) => label),
      ),
    )
    .addHelpText(
      "after",
      examples("parse docs-input/v3.5/webhooks.txt --api-version 3.5", "parse - --format markdown < page.md"),
    )
    .action(async (file: string, options: Omit<ParseArguments, "file">) => {
      const { runParse } = await import("./parse.ts");
      finish(await runParse({ file, ...options }, console));
    });
};

const addExplain: Add = (program, console, finish) => {
  program
    .command("explain")
    .description("print why a webhook or a field is as it is, with places in the pages")
    .argument("<version>", "a generated version")
    .argument(
      "<webhook[.path]>",
      "a webhook, $defs.<Structure>, envelope or * for every webhook, or a field of it: [] are items of a list, * any key of a map",
    )
    .addOption(outputOption())
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(
        "explain 3.5 chat_transferred",
        "explain 3.5 chat_transferred.queue",
        "explain 3.5 'incoming_chat.chat.users[].name'",
        "explain 3.5 '$defs.Customer.last_visit'",
      ),
    )
    .action(async (version: string, target: string, options: { readonly output: string; readonly json?: boolean }) => {
      const { runExplain } = await import("./explain.ts");
      finish(await runExplain({ version, target, ...options }, console));
    });
};

const addValidate: Add = (program, console, finish) => {
  program
    .command("validate")
    .description("validate request bodies against the schemas")
    .argument("<version>", "a generated version")
    .argument("<file...>", "JSON files, or - for standard input")
    .addOption(outputOption())
    .option("--all-errors", "look for every mistake of a body, not only the first 50")
    .option(...webhookOfBodies)
    .addHelpText("after", examples("validate 3.5 body.json", "validate v3.4-preview - < body.json"))
    .action(
      async (version: string, files: readonly string[], options: Omit<ValidateArguments, "version" | "files">) => {
        const { runValidate } = await import("./validate.ts");
        finish(await runValidate({ version, files, ...options }, console));
      },
    );
};

const addObserve: Add = (program, console, finish) => {
  program
    .command("observe")
    .description("compare captured bodies with what the docs say, and propose corrections")
    .argument("<version>", "a generated version")
    .argument("<file...>", "files or folders of JSON (a body, or an array of them) or NDJSON; - for standard input")
    .addOption(outputOption())
    .option("--json", "print JSON")
    .option("--all-errors", "look at every difference, not only 50 of a body and 50 kinds of a webhook")
    .option(...webhookOfBodies)
    .addHelpText(
      "after",
      `
Nothing is changed: what to believe is yours to say. Paste a correction into docs-input/corrections.yaml and generate.
Secrets are not printed, and values that may be about a person are shortened.
${examples("observe 3.6 captured/", "observe 3.6 monday.ndjson --json", "observe 3.4-preview - < body.json")}`,
    )
    .action(async (version: string, files: readonly string[], options: Omit<ObserveArguments, "version" | "files">) => {
      const { runObserve } = await import("./observe.ts");
      finish(await runObserve({ version, files, ...options }, console));
    });
};

const addStubs: Add = (program, console, finish) => {
  program
    .command("stubs")
    .description("write handler files into a project of yours, and keep them in step with the reference")
    .argument("<version>", "a generated version")
    .requiredOption("--out <dir>", "folder of the handlers, in your own project")
    .option("--check", "write nothing; list what is out of step")
    .option("--package <name>", "the package that the handlers import; by default the generated one")
    .addOption(outputOption())
    .addHelpText(
      "after",
      `${examples("stubs 3.6 --out src/webhooks", "stubs 3.7 --out src/webhooks --check")}

What you write in handlers, comments and other exports is never changed. In the wiring,
an action set to undefined stays without a handler.`,
    )
    .action(async (version: string, options: Omit<StubsArguments, "version">) => {
      const { runStubs } = await import("./stubs.ts");
      finish(await runStubs({ version, ...options }, console));
    });
};

const addDiff: Add = (program, console, finish) => {
  program
    .command("diff")
    .description("review what changed between two versions, and whom it breaks")
    .argument("<old>", "a version, a model.json, or a page")
    .argument("<new>", "the same")
    .addOption(
      new Option("--format <format>", "of the report")
        .choices(["text", "markdown", "json", "html", "github"])
        .default("text"),
    )
    .addOption(
      new Option("--profile <profile>", "receivers that ignore what they do not know, or reject it")
        .choices(["tolerant", "strict"])
        .default("tolerant"),
    )
    .addOption(
      new Option(
        "--min <severity>",
        "least severe changes to show; the others are counted (default: dangerous on a terminal, else docs)",
      ).choices(["docs", "compatible", "dangerous", "breaking"]),
    )
    .option("--details", "quote the pages and say what to do, in text (default: unless on a terminal)")
    .option("--no-details", "three lines a change")
    .addOption(
      new Option("--fail-on <severity>", "end with 1 where an open change is as bad as that, or worse")
        .choices(["breaking", "dangerous", "none"])
        .default("none"),
    )
    .addOption(
      new Option(
        "--mode <mode>",
        "a step to another version, or another revision of one; by default the versions decide",
      ).choices(["upgrade", "drift"]),
    )
    .option("--uncorrected", "compare what the pages say, without the corrections")
    .option("--output <file>", "write the report there instead of to standard output")
    .option("--input <dir>", "folder of sources.yaml, decisions.yaml and the pages", "docs-input")
    .option("--generated <dir>", "folder of the generated package", "generated")
    .addOption(new Option("--kind <kind>", "what a page describes").choices(["webhooks", "structures"]))
    .option("--samples <dir>", "folder of the JSON files that a page names")
    .option("--api-version <version>", "the version that a page describes")
    .addHelpText(
      "after",
      examples(
        "diff 3.5 3.6",
        "diff 3.5 3.6 --format html --output review.html",
        "diff 3.6 new-page.mdx --fail-on breaking",
        "diff 3.4-preview 3.4 --uncorrected --format markdown",
      ),
    )
    .action(async (old: string, now: string, options: Omit<DiffArguments, "old" | "new">) => {
      const { runDiff } = await import("./diff.ts");
      finish(await runDiff({ old, new: now, ...options }, console));
    });
};

const addSend: Add = (program, console, finish) => {
  program
    .command("send")
    .description("post a documented sample to a receiver")
    .argument("<version>", "a generated version")
    .argument("<webhook>", "a webhook")
    .argument("<url>", "an http or https address")
    .option("--secret <secret>", "what proves the webhook: its secret, or the private key; never printed")
    .option("--header <name>", "the header that carries a token, where its name is chosen by you")
    .option("--set <path=value>", "change a member: dots separate the steps, the value is JSON or text", listed)
    .addOption(new Option("--sample <number>", "which of several samples").argParser(wholeNumber(1, 1000)).default(1))
    .addOption(
      new Option("--timeout <ms>", "how long to wait for the answer")
        .argParser(wholeNumber(1, 600_000))
        .default(10_000),
    )
    .option("--force", "send a body that its schema refuses")
    .option("--webhook <name>", "the name to send, where a header holds it; by default that of the sample")
    .addOption(outputOption())
    .addHelpText(
      "after",
      examples(
        "send 3.6 incoming_chat http://localhost:3000/webhooks --secret s3cret",
        "send 3.6 incoming_chat http://localhost:3000 --set payload.chat.id=X1 --set payload.chat.users.0.present=false",
      ),
    )
    .action(async (version: string, sampleOf: string, url: string, options: SendOptions) => {
      const { runSend } = await import("./send.ts");
      finish(await runSend({ version, sampleOf, url, ...options }, console));
    });
};

type SendOptions = Omit<SendArguments, "version" | "sampleOf" | "url">;

const addListen: Add = (program, console, finish) => {
  program
    .command("listen")
    .description("receive webhooks here: validate, show and record them")
    .argument("<version>", "a generated version")
    .addOption(new Option("--port <port>", "0 for any that is free").argParser(wholeNumber(0, 65_535)).default(0))
    .option("--host <host>", "the address to listen on", "127.0.0.1")
    .option("--secret <secret>", "refuse what it does not prove; without it any is taken; never printed")
    .option("--header <name>", "the header that carries a token, where its name is chosen by you")
    .option("--record <dir>", "keep each body as a file, without its secret, for observe")
    .option("--once", "end after the first request, with 0 where it was answered by 200")
    .option("--json", "print one line of JSON a request")
    .addOption(outputOption())
    .addHelpText("after", examples("listen 3.6 --port 3000 --secret s3cret", "listen 3.6 --record captured --json"))
    .action(async (version: string, options: Omit<ListenArguments, "version">) => {
      const { runListen } = await import("./listen.ts");
      finish(await runListen({ version, ...options }, console));
    });
};

const addFetch: Add = (program, console, finish) => {
  program
    .command("fetch")
    .description("get the pages that have a url in the register, and report what they change")
    .option(...inputFolder)
    .addOption(
      new Option("--only <versions>", "only pages of these versions, separated by commas").argParser(versionList),
    )
    .option("--check", "write nothing; fail where a page has changed")
    .option("--force", "overwrite pages that were edited since they were fetched")
    .option("--allow-localhost", "allow http to this machine")
    .addOption(
      new Option("--timeout <ms>", "milliseconds that one try at a page may take").argParser(wholeNumber(1, 600_000)),
    )
    .option("--json", "print pages, findings and drift as one JSON document")
    .addHelpText(
      "after",
      `
A page that can't be got, or that is not the page it should be, is refused (exit code 3) and the existing file is kept.
${examples("fetch", "fetch --check", "fetch --only 3.6,3.7")}`,
    )
    .action(async (options: FetchArguments) => {
      const { runFetch } = await import("./fetch.ts");
      finish(await runFetch(options, metadata.version, console));
    });
};

const inputFolder = ["--input <dir>", "folder of sources.yaml and the pages", "docs-input"] as const;

const exitCodeHelp = `
Exit codes:
  0  fine
  1  a check found something
  2  wrong usage, or an unusable register or file
  3  a page has errors`;

function outputOption(description = "folder of the generated package"): Option {
  return new Option("--output <dir>", description).default("generated");
}

function timeLimitOption(description: string): Option {
  return new Option("--time-limit <seconds>", `${description}; ${String(DEFAULT_TIME_LIMIT)} by default`).argParser(
    wholeNumber(1, 3600),
  );
}

const webhookOfBodies = [
  "--webhook <name>",
  "the webhook of the bodies, where a header names it and none was recorded",
] as const;

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ hooksmith ${line}`).join("\n")}`;
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
