// completion: what a shell needs to complete commands and options, from the table of commands.
import type { Command } from "commander";
import { type Console, EXIT, type ExitCode, unusable } from "./console.ts";

const shells: Readonly<Record<string, (commands: readonly Completed[]) => string>> = { bash, zsh, fish };

interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly { readonly flag: string; readonly description: string }[];
}

export function runCompletion(shell: string, program: Command, console: Console): ExitCode {
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (script === undefined)
    return unusable({ message: `"${shell}" is none of ${Object.keys(shells).join(", ")}` }, console);
  const commands = program.commands.map((command) => ({
    name: command.name(),
    summary: command.description(),
    options: command.options.map(({ long, description }) => ({ flag: long ?? "", description })),
  }));
  console.out.write(script(commands));
  return EXIT.fine;
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(
    ({ name, options }) => `    ${name}) words="${options.map(({ flag }) => flag).join(" ")}" ;;`,
  );
  return `_hooksmith() {
  local words current="\${COMP_WORDS[COMP_CWORD]}"
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  [ "$COMP_CWORD" -gt 1 ] || words="${commands.map(({ name }) => name).join(" ")}"
  if [ "$COMP_CWORD" -eq 1 ] || [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -F _hooksmith hooksmith
`;
}

function zsh(commands: readonly Completed[]): string {
  return `autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`;
}

function fish(commands: readonly Completed[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, summary, options }) => [
    `complete -c hooksmith -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...options.map(
      ({ flag, description }) =>
        `complete -c hooksmith -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d ${quoted(description)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}
