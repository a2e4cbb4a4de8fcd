// The buttons that every page has, and the dialog that tells its keys.
import { type Markup, markup } from "./markup.ts";

export const toolButtons: Markup = markup`<div class="tools scripted">
  <button type="button" id="theme">Theme: system</button
  ><button type="button" id="help-open" aria-haspopup="dialog">Keys <kbd aria-hidden="true">?</kbd></button>
</div>`;

export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

export function helpDialog(rows: readonly KeyHelp[]): Markup {
  const row = ({ keys, does }: KeyHelp): Markup =>
    markup`<dt>${keys.map((key, at) => markup`${at === 0 ? "" : " "}<kbd>${key}</kbd>`)}</dt>
      <dd>${does}</dd>`;
  return markup`<dialog id="help" aria-labelledby="help-title">
    <h2 id="help-title">Keys</h2>
    <dl class="keys">${rows.map(row)}</dl>
    <label class="check"><input type="checkbox" id="single-keys" checked /> Single keys do something</label>
    <button type="button" id="help-close">Close</button>
  </dialog>`;
}
