// Infers what the webhooks of a version have in common; what the register declares comes first, member by member.
import type { Position } from "../findings/finding.ts";
import { membersOfRole } from "../reference/body-members.ts";
import type { SampleBlock, Section } from "../reference/reference.ts";
import type { SampleNode, SampleObject } from "../reference/samples/sample.ts";
import type { Declared, DeclaredConventions, Discriminator } from "../register/conventions.ts";
import { bodyPath } from "./body.ts";
import { evidence } from "./evidence.ts";
import type { Conventions, Evidence, Reasoned } from "./model.ts";

/** Members deeper than this name no webhook. */
const DEEPEST = 3;

export function inferConventions(sections: readonly Section[], declared: DeclaredConventions): Conventions {
  const discriminator = reasoned(declared.discriminator) ?? inferDiscriminator(sections);
  const { batch, timeout, delivery } = declared;
  return {
    discriminator,
    payload: reasoned(declared.payload) ?? inferPayload(sections, discriminator),
    names: declared.names === undefined ? { from: "heading", evidence: [] } : { from: declared.names.value, evidence: [declaredAt(declared.names)] },
    authentication: reasoned(declared.authentication) ?? inferAuthentication(sections),
    ...(batch !== undefined && { batch: { ...batch.value, evidence: [declaredAt(batch)] } }),
    ...(timeout !== undefined && { timeout: { seconds: timeout.value, evidence: [declaredAt(timeout)] } }),
    ...(delivery !== undefined && { delivery: { ...delivery.value, evidence: [declaredAt(delivery)] } }),
  };
}

function reasoned<Value extends object>(declared: Declared<Value> | undefined): Reasoned<Value> | undefined {
  return declared === undefined ? undefined : { ...declared.value, evidence: [declaredAt(declared)] };
}

function declaredAt({ value, at }: Declared<unknown>): Evidence {
  return evidence("register", "declared-convention", JSON.stringify(value), at);
}

interface Candidate {
  readonly path: string;
  readonly votes: number;
  readonly first: Evidence;
}

/** The member whose value is the name of its section most often; among equals the nearest to the root, then the first shown. */
function inferDiscriminator(sections: readonly Section[]): Reasoned<Discriminator> {
  const candidates = new Map<string, Candidate>();
  for (const { name, specifics, samples } of sections) {
    const names = new Set([name, specifics?.action?.value]);
    for (const block of samples) {
      for (const { path, value, at } of stringsIn(block)) {
        if (!names.has(value)) continue;
        const known = candidates.get(path);
        const first = known?.first ?? evidence("sample", "names-its-section", `"${path}": "${value}"`, at());
        candidates.set(path, { path, votes: (known?.votes ?? 0) + 1, first });
      }
    }
  }
  const depth = ({ path }: Candidate): number => bodyPath(path).length;
  const [best] = [...candidates.values()].sort((a, b) => b.votes - a.votes || depth(a) - depth(b));
  if (best !== undefined) return { in: "body", path: best.path, evidence: [best.first] };
  const [usual = ""] = membersOfRole("discriminator");
  const stated = sections.find(({ specifics }) => specifics?.action !== undefined)?.specifics?.action;
  const why = stated === undefined ? [] : [evidence("table", "action-row", stated.value, stated.at)];
  return { in: "body", path: usual, evidence: why };
}

function stringsIn(block: SampleBlock): readonly { readonly path: string; readonly value: string; readonly at: () => Position }[] {
  const found: { readonly path: string; readonly value: string; readonly at: () => Position }[] = [];
  const open: { readonly node: SampleNode; readonly path: readonly string[] }[] =
    block.root === undefined ? [] : [{ node: block.root, path: [] }];
  for (const { node, path } of open) {
    if (node.kind === "scalar" && typeof node.value === "string" && path.length > 0) {
      const at = (): Position => block.locate(node.offset, node.offset + node.length);
      found.push({ path: path.join("."), value: node.value, at });
    }
    if (node.kind !== "object" || path.length >= DEEPEST) continue;
    for (const { key, value } of node.members) if (!key.includes(".")) open.push({ node: value, path: [...path, key] });
  }
  return found;
}

/** The usual name that most bodies with a discriminator have for a member that holds more than one value. */
function inferPayload(sections: readonly Section[], { in: place, ...rest }: Discriminator): Conventions["payload"] {
  const usual = membersOfRole("payload");
  const shown = new Map<string, { readonly count: number; readonly first: Evidence }>();
  for (const block of sections.flatMap(({ samples }) => samples)) {
    const root = block.root?.kind === "object" ? block.root : undefined;
    if (root === undefined || (place === "body" && "path" in rest && memberAt(root, bodyPath(rest.path)) === undefined)) continue;
    const member = usual.flatMap((name) => root.members.filter(({ key, value }) => key === name && value.kind !== "scalar"))[0];
    if (member === undefined) continue;
    const known = shown.get(member.key);
    const at = block.locate(member.keyOffset, member.keyOffset + member.keyLength);
    shown.set(member.key, {
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? evidence("sample", "payload-member", `"${member.key}"`, at),
    });
  }
  const [best] = [...shown].sort(([, a], [, b]) => b.count - a.count);
  return best === undefined ? { evidence: [] } : { path: best[0], evidence: [best[1].first] };
}

function inferAuthentication(sections: readonly Section[]): Conventions["authentication"] {
  const names = membersOfRole("secret");
  for (const block of sections.flatMap(({ samples }) => samples)) {
    const members = block.root?.kind === "object" ? block.root.members : [];
    const secret = members.find(({ key }) => names.includes(key));
    if (secret === undefined) continue;
    const at = block.locate(secret.keyOffset, secret.keyOffset + secret.keyLength);
    return { scheme: "secret", path: secret.key, evidence: [evidence("sample", "secret-member", `"${secret.key}"`, at)] };
  }
  return { scheme: "undocumented", evidence: [] };
}

/** The member at a path of a sample; the last one where a key stands twice, as JSON reads it. */
export function memberAt(root: SampleNode, path: readonly string[]): SampleObject["members"][number] | undefined {
  let node: SampleNode | undefined = root;
  let member: SampleObject["members"][number] | undefined;
  for (const step of path) {
    if (node?.kind !== "object") return undefined;
    member = node.members.find(({ key }) => key === step);
    node = member?.value;
  }
  return member;
}
