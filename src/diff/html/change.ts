// One change: a line that tells what and how bad, and folded under it why, both sides, whom it meets and the proof.
import type { Change, DocsFix, RenameProposal, Severity } from "../report.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import { type SideNames, sideBySide } from "./sides.ts";
import { witnessFold } from "./witness.ts";
import { counted, factTitles, ownerWords, severityMark } from "./words.ts";

export interface ChangeContext {
  readonly names: SideNames;
  readonly renames: ReadonlyMap<string, RenameProposal>;
  /** Places of the change's groups and webhooks in the lists that filter by them. */
  readonly groups: readonly number[];
  readonly webhooks: readonly number[];
  readonly open: boolean;
}

export function changeArticle(change: Change, context: ChangeContext): Markup {
  const { fingerprint, severity, message, path, acceptedBy, likelyDocsFix } = change;
  const marks = [...(acceptedBy ? ["accepted"] : []), ...(likelyDocsFix ? ["docs-fix"] : [])].join(" ");
  return markup`<article class="change" id="${fingerprint}" data-severity="${severity}" data-groups="${context.groups.join(" ")}" data-webhooks="${context.webhooks.join(" ")}" data-marks="${marks}" aria-labelledby="title-${fingerprint}">
<details${context.open ? markup` open` : nothing}><summary>${severityMark(severity)}<h3 id="title-${fingerprint}">${message}</h3><span class="line"><code class="path">${path}</code>${tags(change)}</span></summary>
<div class="inside"><div><p class="why">${change.why}</p><p class="why hint">${change.hint}</p></div>
${sideBySide(context.names, change.old, change.new)}
${acceptedNote(change)}${docsFixNote(context.names, likelyDocsFix)}${renameNotes(change, context.renames)}${affected(change)}${verdicts(change)}${witnessFold(context.names, change.witness)}</div></details>
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

function affected({ webhooks, owner }: Change): Markup {
  return webhooks.length === 0 || (webhooks.length === 1 && owner.kind === "webhook")
    ? nothing
    : markup`<p class="small">
        <b>Affects ${counted(webhooks.length, "webhook")}:</b> <code>${webhooks.join(", ")}</code>
      </p>`;
}

function verdicts({ runtime, compileTime, fact, owner, rule, fingerprint }: Change): Markup {
  const verdict = (name: string, severity: Severity): Markup =>
    markup`<div>
      <dt>${name}</dt>
      <dd>${severityMark(severity)}</dd>
    </div>`;
  const plain = (name: string, value: string): Markup =>
    markup`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const code = (name: string, value: string): Markup =>
    markup`<div>
      <dt>${name}</dt>
      <dd><code>${value}</code></dd>
    </div>`;
  return markup`<dl class="verdicts">
    ${verdict("at run time", runtime)}${verdict("for types", compileTime)}${plain("values", factTitles[fact])}${code("belongs to", ownerWords(owner))}${code("rule", rule)}${code("fingerprint", fingerprint)}
  </dl>`;
}
