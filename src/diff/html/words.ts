// How the pages count and name things.
import type { Fact, Owner, Severity } from "../report.ts";
import { type Markup, markup, visible } from "./markup.ts";

/** `1 change`, `2 changes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

export const severityTitles: Readonly<Record<Severity, string>> = {
  breaking: "Breaking",
  dangerous: "Dangerous",
  compatible: "Compatible",
  docs: "Docs only",
};

/** What a severity asks of whoever runs a receiver. */
export const severityMeanings: Readonly<Record<Severity, string>> = {
  breaking: "Receivers or their builds fail until they are changed.",
  dangerous: "Receivers go on, but may meet what they were not written for.",
  compatible: "Receivers and their builds go on as they are.",
  docs: "Words, samples or links: nothing that arrives is different.",
};

export const factTitles: Readonly<Record<Fact, string>> = {
  added: "added",
  removed: "removed",
  renamed: "renamed",
  widened: "widened: more values than before",
  narrowed: "narrowed: fewer values than before",
  incomparable: "other values than before",
  text: "words only",
};

/** The mark of a severity: a shape, a colour and the word. */
export function severityMark(severity: Severity): Markup {
  return markup`<span class="sev sev-${severity}">${severity}</span>`;
}

/** The mark where there is no room for the word: shape and colour, the word for who hears the page, and a number. */
export function severityCount(severity: Severity, count: number): Markup {
  return markup`<span class="sev sev-${severity}" title="${severity}"><span class="unseen">${severity}, </span>${count}</span>`;
}

export function ownerWords(owner: Owner): string {
  if (owner.kind === "envelope") return "the envelope";
  if (owner.kind === "webhooks") return counted(owner.names.length, "webhook");
  return owner.name;
}

/** Fragment that filters a report by a webhook; also the id of the webhook's place in its index. */
export function webhookFragment(name: string): string {
  return `webhook=${encodeURIComponent(visible(name))}`;
}

export function webhookId(name: string): string {
  return `webhook=${visible(name)}`;
}
