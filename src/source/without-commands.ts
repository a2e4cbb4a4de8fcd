// Keeps words of a page from being taken for commands by a runner of GitHub, which looks for them in every line of a log.

/** Such a line begins with `::`, or holds `##[`. Elsewhere the text is left as it is. */
export function withoutCommands(text: string, env: Readonly<Record<string, string | undefined>>): string {
  if (env["GITHUB_ACTIONS"] !== "true") return text;
  return text.replace(/^([^\S\n]*):(?=:)/gm, "$1·").replace(/##(?=\[)/g, "#·");
}
