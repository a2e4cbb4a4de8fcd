// The frame of a self-contained page: it loads nothing, sends nothing, and runs only the scripts that it was made with.
import { createHash } from "node:crypto";
import { baseStyle } from "./base-style.ts";
import { type Markup, markup, ownWords, textOf } from "./markup.ts";
import { paletteStyle } from "./palette.ts";
import { earlyScript } from "./theme-script.ts";

export interface Page {
  readonly title: string;
  /** Style sheet of this kind of page, after what all have in common. */
  readonly style: string;
  readonly script: string;
  readonly body: Markup;
}

export function pageHtml({ title, style, script, body }: Page): string {
  const styles = paletteStyle + baseStyle + style;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(styles)}`,
    `script-src ${hashOf(earlyScript)} ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return textOf(
    markup`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${ownWords(policy)}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="no-referrer" />
          <title>${title}</title>
          ${ownWords(`<style>${styles}</style>`)}
          ${scriptOf(earlyScript)}
        </head>
        <body>
          ${body}
          ${scriptOf(script)}
        </body>
      </html> `,
  );
}

/** Not a template of markup: a formatter may move the white space of those, and the hash counts every character. */
function scriptOf(script: string): Markup {
  return ownWords(`<script>${script}</script>`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}
