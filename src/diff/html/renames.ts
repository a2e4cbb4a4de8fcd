// Names that may be one thing, with what speaks for it.
import type { Change, RenameEvidence, RenameProposal } from "../report.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import { counted } from "./words.ts";

export function renameSection(renames: readonly RenameProposal[], changes: readonly Change[]): Markup {
  if (renames.length === 0) return nothing;
  const known = new Map(changes.map((change) => [change.fingerprint, change]));
  return markup`<section class="panel" id="renames" aria-labelledby="renames-title">
    <h2 id="renames-title">${counted(renames.length, "possible rename")}</h2>
    <p class="lede">
      A proposal makes no change less severe; docs-input/decisions.yaml confirms or denies it by its fingerprint.
    </p>
    ${renames.map((rename) => renameArticle(rename, known))}
  </section>`;
}

function renameArticle(rename: RenameProposal, known: ReadonlyMap<string, Change>): Markup {
  const { fingerprint, kind, from, to, score, evidence, decision, reason, webhooks, changes } = rename;
  const share = score.toFixed(2);
  const pairs = changes.flatMap((change) => {
    const found = known.get(change);
    return found === undefined ? [] : [markup` <a href="#${change}">${found.message}</a>`];
  });
  return markup`<article class="rename" id="rename-${fingerprint}" tabindex="-1">
    <h3 class="pair">
      <code>${from.join(", ")}</code><span class="arrow" aria-label="to">→</span><code>${to}</code
      ><span class="tag tag-strong">${decision}</span
      ><span class="score"
        >${kind}, score ${share} <meter min="0" max="1" value="${share}" aria-hidden="true"></meter
      ></span>
    </h3>
    ${reason === undefined ? nothing : markup`<p class="small">${reason}</p>`}
    <dl class="signs">${evidence.map(signRow)}</dl>
    <p class="small muted">
      ${counted(webhooks.length, "webhook")}: <code>${webhooks.join(", ")}</code> · pairs${pairs} ·
      <code>${fingerprint}</code>
    </p>
  </article> `;
}

function signRow({ sign, words, weight }: RenameEvidence): Markup {
  return markup`<div>
    <dt>${sign}</dt>
    <dd>${words}</dd>
    <dd class="weight">+${weight.toFixed(2)}</dd>
  </div>`;
}
