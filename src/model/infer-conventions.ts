// Infers what the webhooks of a version have in common; what the register declares comes first, member by member.
import type { SaidOfDelivery } from "../reference/anatomy/delivery.ts";
import { membersOfRole } from "../reference/anatomy/name-rules.ts";
import { memberAt } from "../reference/anatomy/scan.ts";
import type {
  RankedAuthentication,
  RankedDiscriminator,
  Reference,
  SampleBlock,
  Section,
} from "../reference/reference.ts";
import type { SampleObject } from "../samples/sample.ts";
import type { Declared, DeclaredConventions, Discriminator } from "../register/conventions.ts";
import { defined } from "../source/defined.ts";
import { bodyPath } from "./body.ts";
import { evidence } from "./evidence.ts";
import { parsePath } from "./types/path.ts";
import type { Conventions, Evidence, EvidenceKind, Reasoned } from "./model.ts";

export function inferConventions(references: readonly Reference[], declared: DeclaredConventions): Conventions {
  const sections = references.flatMap((reference) => reference.sections);
  const discriminator = reasoned(declared.discriminator) ?? inferDiscriminator(references, sections);
  const { names, batch, timeout, delivery, form, challenge } = declared;
  return {
    discriminator,
    payload: reasoned(declared.payload) ?? inferPayload(sections, discriminator),
    names: names === undefined ? inferNames(sections) : { from: names.value, evidence: [declaredAt(names)] },
    authentication: reasoned(declared.authentication) ?? inferAuthentication(references, sections),
    ...defined({
      batch: reasoned(batch) ?? firstSaid(references, (page) => page.batch, "sample", "list-of-webhooks"),
      timeout:
        timeout === undefined
          ? firstSaid(references, (page) => page.delivery?.timeout, "prose", "says-timeout")
          : { seconds: timeout.value, evidence: [declaredAt(timeout)] },
      delivery:
        reasoned(delivery) ?? firstSaid(references, (page) => page.delivery?.delivery, "prose", "says-delivery"),
      form: form && { field: form.value, evidence: [declaredAt(form)] },
      challenges: challenge && { kinds: challenge.value, evidence: [declaredAt(challenge)] },
    }),
  };
}

function reasoned<Value extends object>(declared: Declared<Value> | undefined): Reasoned<Value> | undefined {
  return declared === undefined ? undefined : { ...declared.value, evidence: [declaredAt(declared)] };
}

/** As the first page has it that says it. */
function firstSaid<Value extends object>(
  references: readonly Reference[],
  saidIn: (page: Reference) => SaidOfDelivery<Value> | undefined,
  kind: EvidenceKind,
  rule: string,
): Reasoned<Value> | undefined {
  const [said] = references.flatMap((page) => saidIn(page) ?? []);
  return said === undefined ? undefined : { ...said.value, evidence: [evidence(kind, rule, said.quote, said.at)] };
}

function declaredAt({ value, at }: Declared<unknown>): Evidence {
  return evidence("register", "declared-convention", JSON.stringify(value), at);
}

/** The best of the pages' candidates together; without any, a page's one webhook. */
export function bestDiscriminator(references: readonly Reference[]): RankedDiscriminator | undefined {
  const totals = new Map<string, { readonly first: RankedDiscriminator; readonly score: number }>();
  for (const ranked of references.flatMap(({ discriminators }) => discriminators)) {
    const key = JSON.stringify(ranked.discriminator);
    const known = totals.get(key);
    totals.set(key, { first: known?.first ?? ranked, score: (known?.score ?? 0) + ranked.score });
  }
  const [best] = [...totals.values()].sort((a, b) => b.score - a.score);
  return best === undefined ? references.find(({ only }) => only !== undefined)?.only : best.first;
}

const WHY = {
  body: ["sample", "names-its-section"],
  header: ["prose", "names-its-event"],
  none: ["sample", "only-body"],
} as const;

/** A page without any candidate says it by the label of a table's row alone. */
function inferDiscriminator(references: readonly Reference[], sections: readonly Section[]): Reasoned<Discriminator> {
  const best = bestDiscriminator(references);
  if (best !== undefined) {
    const { discriminator, quote, at } = best;
    const [kind, rule] = WHY[discriminator.in];
    return { ...discriminator, evidence: [evidence(kind, rule, quote, at)] };
  }
  const [usual = ""] = membersOfRole("discriminator");
  const stated = sections.find(({ specifics }) => specifics?.action !== undefined)?.specifics?.action;
  const why = stated === undefined ? [] : [evidence("table", "action-row", stated.value, stated.at)];
  return { in: "body", path: usual, evidence: why };
}

/** The way in which most sections show their names. */
function inferNames(sections: readonly Section[]): Conventions["names"] {
  const wires = sections.flatMap(({ wire, name }) => (wire === undefined ? [] : [{ ...wire, heading: name }]));
  const [first] = wires;
  if (first === undefined) return { from: "heading", evidence: [] };
  const headings = wires.filter(({ value, heading }) => value === heading).length * 2 > wires.length;
  if (headings) return { from: "heading", evidence: [evidence("heading", "heading-is-name", first.heading, first.at)] };
  if (first.from === "page")
    return { from: "page", evidence: [evidence("heading", "only-webhook", first.value, first.at)] };
  const tables = wires.filter(({ from }) => from === "table").length * 2 > wires.length;
  return {
    from: tables ? "table" : "sample",
    evidence: [evidence(tables ? "table" : "sample", "shows-name", first.value, first.at)],
  };
}

interface PayloadCandidate {
  readonly path: string;
  readonly names: Set<string>;
  readonly shapes: Set<string>;
  readonly first: Evidence;
}

/** Share of webhooks that have to show a member before it is the payload of all. */
const MOST = 0.9;
/** Share of a body's other members that most bodies have to have in common. */
const STEADY = 0.7;

/**
 * The member beside the discriminator, or at the root, whose shape differs from webhook to webhook while what surrounds it
 * stays the same. None where more than one differs: the body is flat.
 */
function inferPayload(sections: readonly Section[], discriminator: Discriminator): Conventions["payload"] {
  const usual = membersOfRole("payload");
  const bodies = sections.flatMap((section) =>
    section.samples.flatMap((block): readonly Body[] => {
      const { root } = block;
      if (root?.kind !== "object") return [];
      const named = discriminator.in !== "body" || memberAt(root, bodyPath(discriminator.path)) !== undefined;
      return named ? [{ name: section.wire?.value ?? section.name, root, block }] : [];
    }),
  );
  if (bodies.length === 0) return { evidence: [] };
  const holders = discriminator.in !== "body" ? [[]] : prefixes(bodyPath(discriminator.path).slice(0, -1));
  const candidates = holders.flatMap((holder) => candidatesIn(bodies, holder));
  const webhooks = new Set(bodies.map(({ name }) => name)).size;
  const isUsual = ({ path }: PayloadCandidate): boolean => usual.includes((bodyPath(path).at(-1) ?? "").toLowerCase());
  // One webhook alone shows no difference: there the member's name has to say it. So it has where objects beside it come and go.
  const isAlone = (path: string): boolean =>
    candidates.every((other) => other.names.size === webhooks || holderOf(other.path) !== holderOf(path));
  // A table of all of a body that no sample shows, and without the member, is of one without a payload.
  const tables = sections.flatMap(({ samples, tables: own }) =>
    samples.length > 0
      ? []
      : own.map(({ rows }) => rows.flatMap(({ names }) => names.flatMap((one) => parsePath(one)[0] ?? []))),
  );
  const isInTables = (path: string): boolean =>
    discriminator.in !== "body" ||
    tables.every(
      (names) => !names.includes(bodyPath(discriminator.path)[0] ?? "") || names.includes(bodyPath(path)[0] ?? ""),
    );
  const varies = ({ path, shapes }: PayloadCandidate): boolean => webhooks > 1 && shapes.size > 1 && isAlone(path);
  const [best] = candidates
    .filter((one) => one.names.size >= webhooks * MOST && (isUsual(one) || varies(one)) && isInTables(one.path))
    .filter(({ path }) => isSteady(bodies, bodyPath(path)) && isInAllFormats(sections, bodyPath(path)))
    .sort((a, b) => Number(isUsual(b)) - Number(isUsual(a)) || b.shapes.size - a.shapes.size);
  return best === undefined ? { evidence: [] } : { path: best.path, evidence: [best.first] };
}

function holderOf(path: string): string {
  return bodyPath(path).slice(0, -1).join(".");
}

interface Body {
  readonly name: string;
  readonly root: SampleObject;
  readonly block: SampleBlock;
}

function prefixes(path: readonly string[]): readonly (readonly string[])[] {
  return [path, ...path.map((_, index) => path.slice(0, index))];
}

function candidatesIn(bodies: readonly Body[], holder: readonly string[]): readonly PayloadCandidate[] {
  const found = new Map<string, PayloadCandidate>();
  for (const { name, root, block } of bodies) {
    const object = holder.length === 0 ? root : memberAt(root, holder)?.value;
    if (object?.kind !== "object") continue;
    for (const { key, value, keyOffset, keyLength } of object.members) {
      if (value.kind === "scalar" || key.includes(".")) continue;
      const path = [...holder, key].join(".");
      const shape =
        value.kind === "object"
          ? value.members
              .map((one) => one.key)
              .sort()
              .join()
          : "[]";
      const first =
        found.get(path)?.first ??
        evidence("sample", "payload-member", `"${key}"`, block.locate(keyOffset, keyOffset + keyLength));
      const known = found.get(path) ?? { path, names: new Set<string>(), shapes: new Set<string>(), first };
      known.names.add(name);
      known.shapes.add(shape);
      found.set(path, known);
    }
  }
  return [...found.values()];
}

/** Whether the members around a payload are the same in most bodies. */
function isSteady(bodies: readonly Body[], path: readonly string[]): boolean {
  const counts = new Map<string, number>();
  const holder = path.slice(0, -1);
  const own = path.at(-1);
  let shown = 0;
  for (const { root } of bodies) {
    const object = holder.length === 0 ? root : memberAt(root, holder)?.value;
    if (object?.kind !== "object") continue;
    shown += 1;
    for (const { key } of object.members) if (key !== own) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const all = [...counts.values()];
  const total = all.reduce((sum, count) => sum + count, 0);
  const steady = all.filter((count) => count >= shown * 0.8).reduce((sum, count) => sum + count, 0);
  return total > 0 && steady >= total * STEADY;
}

/** Whether formats of one body differ in the payload alone: where one has another envelope, each body is a variant as a whole. */
function isInAllFormats(sections: readonly Section[], path: readonly string[]): boolean {
  return sections.every(({ samples }) => {
    const roots = samples.flatMap(({ format, root }) =>
      format === undefined || root?.kind !== "object" ? [] : [root],
    );
    const around = new Set(roots.map(({ members }) => JSON.stringify(members.map(({ key }) => key).sort())));
    return around.size < 2 && roots.every((root) => (memberAt(root, path)?.value.kind ?? "scalar") !== "scalar");
  });
}

/** Of all pages. */
export function bestAuthentication(references: readonly Reference[]): RankedAuthentication | undefined {
  return references.flatMap(({ authentications }) => authentications).sort((a, b) => b.score - a.score)[0];
}

/** A secret in the bodies, or what the pages say in words and tables. */
function inferAuthentication(
  references: readonly Reference[],
  sections: readonly Section[],
): Conventions["authentication"] {
  const names = membersOfRole("secret");
  for (const block of sections.flatMap(({ samples }) => samples)) {
    const members = block.root?.kind === "object" ? block.root.members : [];
    const secret = members.find(({ key }) => names.includes(key));
    if (secret === undefined) continue;
    const at = block.locate(secret.keyOffset, secret.keyOffset + secret.keyLength);
    return {
      scheme: "secret",
      path: secret.key,
      evidence: [evidence("sample", "secret-member", `"${secret.key}"`, at)],
    };
  }
  const best = bestAuthentication(references);
  if (best === undefined) return { scheme: "undocumented", evidence: [] };
  return { ...best.authentication, evidence: [evidence("prose", "says-proof", best.quote, best.at)] };
}
