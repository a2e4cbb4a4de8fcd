// Decides every name that a version's files use: folder, file names, type names. All other emitters look names up here.
import type { Model, Webhook } from "../model/model.ts";
import { claimName, safeName } from "../model/safe-name.ts";

export interface WebhookNames {
  readonly webhook: Webhook;
  /** Stem of its schema and sample files. */
  readonly file: string;
  /** `IncomingChatWebhook`: the whole body. */
  readonly body: string;
  /** `IncomingChatPayload`. */
  readonly payload: string;
}

export interface VersionNames {
  /** `v3.5`, below the output folder. */
  readonly folder: string;
  /** In the order of the model's webhooks. */
  readonly webhooks: readonly WebhookNames[];
  /** From the model's name of a structure to the name of its type. */
  readonly structures: ReadonlyMap<string, string>;
  /** From a structure's type that shadows a global one to its second name: `EventStructure` for `Event`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Every name of a type that is in use. */
  readonly taken: ReadonlySet<string>;
}

const LONGEST = 80;

/** Types that every version declares, and globals that the emitted code or its readers need unshadowed. */
const reservedTypes: readonly string[] = (
  "Webhook WebhookName WebhookByName WebhookEnvelope PayloadByName Payload UnknownName UnknownVariant UnknownWebhook " +
  "Undocumented WebhookHandler WebhookHandlers Outcome Array BigInt Boolean Date Error Exclude Extract Function Infinity " +
  "Map NaN Number Object Omit Partial Pick Promise Readonly Record RegExp Set String Symbol"
).split(" ");

/** Global types of one word, of the language and of browsers, that a structure of a reference may well be named like. */
const globalTypes: ReadonlySet<string> = new Set(
  (
    "Animation Attr Audio Awaited Blob Body Cache Capitalize Clipboard Comment Credential Crypto Document Element " +
    "Event External File Gamepad Geolocation Headers History Image Intl Iterable Iterator Location Lock " +
    "Lowercase Math Memory Module Navigator Node Notification Option Parameters Performance Permissions Plugin Proxy " +
    "Range Reflect Report Request Required Response Screen Selection Storage Table Text Touch Transferable Uppercase " +
    "Window Worker Worklet"
  ).split(" "),
);

/** Names for a whole version. The same model gives the same names, and no two of a kind are alike. */
export function nameVersion(model: Model): VersionNames {
  const taken = new Set(reservedTypes);
  const webhooks = model.webhooks.map((webhook) => {
    const stem = claimStem(stemOf(webhook), taken);
    return { webhook, file: webhook.id, body: `${stem}Webhook`, payload: `${stem}Payload` };
  });
  const structures = new Map<string, string>();
  for (const { name } of model.structures) {
    if (!structures.has(name)) structures.set(name, claimExact(pascalCase(name), taken));
  }
  const shadowing = [...structures.values()].filter((name) => globalTypes.has(name));
  const aliases = new Map(shadowing.map((name) => [name, claimExact(`${name}Structure`, taken)]));
  return { folder: versionFolder(model.version), webhooks, structures, aliases, taken };
}

/** Claims the name of a shape that webhooks share; one that shadowed a global type, or that is in use, gets another. */
export function claimShape(wanted: string, taken: Set<string>): string {
  return claimExact(globalTypes.has(wanted) ? `${wanted}Shape` : wanted, taken);
}

/** `3.4-preview` lives in `v3.4-preview`. */
export function versionFolder(version: string): string {
  return safeName(`v${version}`);
}

/** Names for the further samples of a webhook: `incoming_chat`, `incoming_chat.2`, none of them another's. */
export function nameSamples({ webhooks }: VersionNames): readonly (readonly string[])[] {
  const taken = new Set(webhooks.map(({ file }) => file));
  return webhooks.map(({ webhook, file }) =>
    webhook.samples.map((_, index) => (index === 0 ? file : claimName(`${file}.${index + 1}`, taken))),
  );
}

/** An identifier in PascalCase: `incoming_chat` becomes `IncomingChat`, what is no letter or digit parts words. */
export function pascalCase(name: string): string {
  const words = name
    .slice(0, LONGEST * 4)
    .normalize("NFKD")
    .replace(/\p{Mark}|['’]/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (joined === "") return "Unnamed";
  return (/^\d/.test(joined) ? `N${joined}` : joined).slice(0, LONGEST);
}

/** After the name where the id is the same but for case, which the name has and the id has not; capitals alone are no words. */
function stemOf({ name, id }: Webhook): string {
  const shown = name.toLowerCase() === id ? name : id;
  return pascalCase(/[a-z]/.test(shown) ? shown : shown.toLowerCase());
}

function claimStem(wanted: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const stem = count === 1 ? wanted : `${wanted}${count}`;
    const names = [`${stem}Webhook`, `${stem}Payload`];
    if (names.some((name) => taken.has(name))) continue;
    for (const name of names) taken.add(name);
    return stem;
  }
}

function claimExact(wanted: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
