// A version of two webhooks, small enough to be seen whole, and receivers of it that note what they are handed.
import {
  createReceiverFor,
  type ReceiverOptions,
  type ValidationError,
  type VersionInfo,
} from "../../src/runtime/index.ts";

export const SECRET = "s3cr3t-žluťoučký-key";

export interface Note {
  readonly webhook_id?: string;
  readonly secret_key: string;
  readonly action: "note_added";
  readonly payload: { readonly text: string };
}

export interface Ping {
  readonly secret_key: string;
  readonly action: "ping_sent";
  readonly payload: unknown;
}

export interface ByName {
  note_added: Note;
  ping_sent: Ping;
}

export const info: VersionInfo = {
  version: "1.0",
  names: ["note_added", "ping_sent"],
  discriminator: { path: ["action"] },
  authentication: { scheme: "secret", path: ["secret_key"] },
  envelope: ["secret_key", "action", "payload"],
  validate,
};

function validate(name: string, body: object): readonly ValidationError[] | undefined {
  if (name !== "note_added") return undefined;
  const payload: unknown = "payload" in body ? body.payload : undefined;
  const text: unknown = typeof payload === "object" && payload !== null && "text" in payload ? payload.text : undefined;
  if (typeof text === "string") return undefined;
  return [
    {
      ...{ path: "/payload/text", expected: "string", schemaPath: "payload.text", basis: "sample" },
      received: text === undefined ? "nothing" : typeof text,
    },
  ];
}

export const createReceiver = createReceiverFor<ByName>(info);

export type Options = ReceiverOptions<ByName, { readonly action?: unknown; readonly payload?: unknown }>;

/** A body that is valid but for what is given instead. */
export function note(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { secret_key: SECRET, action: "note_added", payload: { text: "grüße 👋" }, ...members };
}

export function noteText(members: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(note(members));
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
