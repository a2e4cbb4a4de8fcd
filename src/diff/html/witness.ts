// The proof of a breaking change, folded: a body that one side rejects and code that one side does not compile.
import type { Witness } from "../report.ts";
import { type JsonLine, jsonLines } from "./json-lines.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import type { SideNames } from "./sides.ts";

export function witnessFold(names: SideNames, witness: Witness | undefined): Markup {
  if (witness?.payload === undefined && witness?.code === undefined) return nothing;
  return markup`<details class="fold">
    <summary>Proof</summary>
    <div>${payloadProof(names, witness.payload)}${codeProof(names, witness.code)}</div>
  </details>`;
}

function payloadProof(names: SideNames, payload: Witness["payload"]): Markup {
  if (payload === undefined) return nothing;
  const { webhook, body, acceptedBy, rejectedBy, pointer } = payload;
  const at = pointer === "" ? markup`` : markup` at <code>${pointer}</code>`;
  const lines = jsonLines(body).map((line, index) => markup`${index === 0 ? "" : "\n"}${lineOf(line, pointer)}`);
  return markup`<p class="small">
      A body of <code>${webhook}</code> that the schema of ${names[acceptedBy]} accepts and the one of
      ${names[rejectedBy]} rejects${at}:
    </p>
    <pre tabindex="0" aria-label="body"><code>${lines}</code></pre>`;
}

function lineOf({ text, pointer }: JsonLine, wanted: string): Markup {
  return pointer === wanted && wanted !== "" ? markup`<mark>${text}</mark>` : markup`${text}`;
}

function codeProof(names: SideNames, code: Witness["code"]): Markup {
  if (code === undefined) return nothing;
  return markup`<p class="small">
      TypeScript that compiles beside the types of ${names.old} and not beside those of ${names.new}:
    </p>
    <pre tabindex="0" aria-label="TypeScript"><code>${code.text}</code></pre>`;
}
