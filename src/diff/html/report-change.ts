// One change: a line that says what and how bad, and folded under it why, both sides, whom it affects and the proof.
import type { Change, DocsFix, Owner, RenameProposal, Side, ValueChange, Witness } from "../report.ts";
import {
  audienceTitles,
  diffJson,
  type DiffLine,
  diffWords,
  type JsonLine,
  jsonLines,
  oldBodiesTexts,
  type Piece,
} from "../reports/words.ts";
import {
  codeBox,
  counted,
  evidenceList,
  fold,
  linked,
  severityMark,
  type Markup,
  markup,
  nothing,
  type Part,
} from "./page.ts";

export interface ChangeContext {
  readonly names: SideNames;
  readonly renames: ReadonlyMap<string, RenameProposal>;
  /** Places of the change's groups and webhooks in the lists that filter by them. */
  readonly groups: readonly number[];
  readonly webhooks: readonly number[];
  readonly open: boolean;
  /** Where a webhook is described. */
  readonly webhookPage: (name: string) => string | undefined;
}

export function changeArticle(change: Change, context: ChangeContext): Markup {
  const { fingerprint, severity, message, path, acceptedBy, likelyDocsFix } = change;
  const marks = [...(acceptedBy ? ["accepted"] : []), ...(likelyDocsFix ? ["docs-fix"] : [])].join(" ");
  return markup`<article class="change" id="${fingerprint}" data-severity="${severity}" data-groups="${context.groups.join(" ")}" data-webhooks="${context.webhooks.join(" ")}" data-marks="${marks}" aria-labelledby="title-${fingerprint}">
<details${context.open ? markup` open` : nothing}><summary>${severityMark(severity)}<h3 id="title-${fingerprint}">${message}</h3><span class="line"><code class="path">${path}</code>${tags(change)}</span></summary>
<div class="inside"><div><p class="why">${change.why}</p><p class="why hint">${change.hint}</p></div>
${sideBySide(context.names, change.old, change.new)}
${acceptedNote(change)}${docsFixNote(context.names, likelyDocsFix)}${renameNotes(change, context.renames)}${affected(change, context)}${verdicts(change)}${witnessFold(context.names, change.witness)}</div></details>
<a class="perma" href="#${fingerprint}" aria-label="Link to this change" aria-describedby="title-${fingerprint}">#</a>
</article>
`;
}

function tags({ webhooks, owner, acceptedBy, likelyDocsFix, renames }: Change): Markup {
  const whom =
    owner.kind === "webhook" ? nothing : markup`<span class="tag">${counted(webhooks.length, "webhook")}</span>`;
  return markup`${whom}${strong(acceptedBy, "accepted")}${strong(likelyDocsFix, "docs put right?")}${strong(renames[0], "renamed?")}`;
}

function strong(given: unknown, word: string): Markup {
  return given === undefined ? nothing : markup`<span class="tag tag-strong">${word}</span>`;
}

function acceptedNote({ acceptedBy }: Change): Markup {
  if (acceptedBy === undefined) return nothing;
  const until = acceptedBy.until === undefined ? nothing : markup` Holds until ${acceptedBy.until}.`;
  return markup`<p class="note"><b>Accepted:</b> ${acceptedBy.reason}${until}</p>`;
}

function docsFixNote(names: SideNames, fix: DocsFix | undefined): Markup {
  if (fix === undefined) return nothing;
  const sides = sideBySide(names, { text: "", evidence: fix.old }, { text: "", evidence: fix.new });
  return markup`<div class="note">
    <p><b>Looks like the docs put right:</b> ${fix.why} <span class="muted">(${fix.sign})</span></p>
    ${sides}
  </div>`;
}

function renameNotes({ renames }: Change, known: ReadonlyMap<string, RenameProposal>): Markup {
  const note = (fingerprint: string): Markup => {
    const rename = known.get(fingerprint);
    if (rename === undefined) return nothing;
    const word = { proposed: "May be", confirmed: "Is", denied: "Is not" }[rename.decision];
    return markup`<p class="note">
      ${word} a ${rename.kind}:
      <a href="#rename-${fingerprint}"><code>${rename.from.join(", ")}</code> → <code>${rename.to}</code></a>
    </p>`;
  };
  return markup`${renames.map(note)}`;
}

function affected({ webhooks, owner }: Change, { webhookPage }: ChangeContext): Markup {
  const names = webhooks.map(
    (name, at) => markup`${at === 0 ? "" : ", "}${linked(webhookPage(name), markup`<code>${name}</code>`)}`,
  );
  const isOwner = webhooks.length === 1 && owner.kind === "webhook";
  return webhooks.length === 0 || (isOwner && webhooks.every((name) => webhookPage(name) === undefined))
    ? nothing
    : markup`<p class="small">
        <b>${isOwner ? "Webhook" : `Affects ${counted(webhooks.length, "webhook")}`}:</b> ${names}
      </p>`;
}

const factTitles: Readonly<Record<ValueChange, string>> = {
  added: "added",
  removed: "removed",
  renamed: "renamed",
  widened: "widened: more values than before",
  narrowed: "narrowed: fewer values than before",
  incomparable: "other values than before",
  text: "words only",
};

function verdicts({ runtime, oldBodies, compileTime, fact, owner, rule, fingerprint }: Change): Markup {
  const entry = (name: string, value: Part): Markup =>
    markup`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const code = (name: string, value: string): Markup => entry(name, markup`<code>${value}</code>`);
  return markup`<dl class="verdicts">
    ${oldBodies === undefined ? entry("receivers", "not concerned") : markup`${entry(audienceTitles.running, severityMark(runtime))}${entry(audienceTitles.new, oldBodiesTexts[oldBodies])}`}${entry(audienceTitles.types, severityMark(compileTime))}${entry("values", factTitles[fact])}${code("belongs to", ownerWords(owner))}${code("rule", rule)}${code("fingerprint", fingerprint)}
  </dl>`;
}

function ownerWords(owner: Owner): string {
  if (owner.kind === "envelope") return "the envelope";
  if (owner.kind === "webhooks") return counted(owner.names.length, "webhook");
  return owner.name;
}

export interface SideNames {
  readonly old: string;
  readonly new: string;
}

function sideBySide(names: SideNames, old: Side | undefined, now: Side | undefined): Markup {
  if (old === undefined && now === undefined) return markup``;
  const json = diffJson(old?.text, now?.text);
  const words = old !== undefined && now !== undefined ? diffWords(old.text, now.text) : undefined;
  const pieces = json === undefined ? words : { old: [], new: [] };
  return markup`<div class="sides">
      ${side("Old", names.old, old, pieces?.old)}${side("New", names.new, now, pieces?.new)}
    </div>
    ${json === undefined ? nothing : jsonDiff(json)}`;
}

function jsonDiff(lines: readonly DiffLine[]): Markup {
  const line = ({ mark, text }: DiffLine, index: number): Markup => {
    const shown = markup`${index === 0 ? "" : "\n"}${mark} ${text}`;
    return mark === "-" ? markup`<del>${shown}</del>` : mark === "+" ? markup`<ins>${shown}</ins>` : shown;
  };
  return markup`<pre class="json" tabindex="0" role="group" aria-label="lines that differ"><code>${lines.map(line)}</code></pre>`;
}

function side(which: "Old" | "New", name: string, given: Side | undefined, pieces?: readonly Piece[]): Markup {
  if (given === undefined)
    return markup`<section class="missing">
      <h4>${which} · ${name}</h4>
      <p>Not there.</p>
    </section>`;
  const marked = (pieces ?? [{ text: given.text, same: true }]).map(({ text, same }) =>
    same ? markup`${text}` : which === "Old" ? markup`<del>${text}</del>` : markup`<ins>${text}</ins>`,
  );
  const text = given.text === "" || marked.length === 0 ? nothing : markup`<code class="text">${marked}</code>`;
  return markup`<section>
    <h4>${which} · ${name}</h4>
    ${text}${evidenceList(given.evidence)}
  </section>`;
}

function witnessFold(names: SideNames, witness: Witness | undefined): Markup {
  if (witness?.payload === undefined && witness?.code === undefined) return nothing;
  return fold("Proof", markup`<div>${payloadProof(names, witness.payload)}${codeProof(names, witness.code)}</div>`);
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
    ${codeBox("body", markup`${lines}`)}`;
}

function lineOf({ text, pointer }: JsonLine, wanted: string): Markup {
  return pointer === wanted && wanted !== "" ? markup`<mark>${text}</mark>` : markup`${text}`;
}

function codeProof(names: SideNames, code: Witness["code"]): Markup {
  if (code === undefined) return nothing;
  return markup`<p class="small">
      TypeScript that compiles beside the types of ${names.old} and not beside those of ${names.new}:
    </p>
    ${codeBox("TypeScript", code.text)}`;
}
