// A local receiver that validates and records what it is sent.
import { bodyRecorder, type RecordBody } from "../local/record-body.ts";
import { serve } from "../local/serve.ts";
import { type Receipt, webhookTaker } from "../local/take-webhook.ts";
import { bodyValidator } from "../check/validate-body.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";

export interface ListenOptions extends ModelOptions {
  /** 0, the default, for any that is free. */
  readonly port?: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** Other secrets are refused; without it any is taken. */
  readonly secret?: string;
  /** Folder that keeps each body as a file, without its secret. */
  readonly record?: string;
  /** Called with each request; `unrecorded` says why it could not be kept. */
  readonly onReceipt?: (receipt: Receipt, unrecorded: string | undefined) => void;
  /** Closes the receiver when it aborts. */
  readonly signal?: AbortSignal;
}

export interface Listening {
  /** Where webhooks are to be sent. */
  readonly url: string;
  /** Webhooks carry a secret, and any is taken. */
  readonly takesAnySecret: boolean;
  /** Fulfilled when what runs is answered. */
  readonly close: () => Promise<void>;
}

export type ListenResult = Listening | { readonly problem: Problem };

export async function listen(options: ListenOptions): Promise<ListenResult> {
  const { secret, record: folder, host = "127.0.0.1", port = 0, onReceipt = () => undefined, signal } = options;
  if (secret?.trim() === "") return stop("the secret is empty");
  const opened = await openModel(options);
  if ("problem" in opened) return opened;
  const { model } = opened;
  const { version, conventions } = model;
  const hasSecret = conventions.authentication.scheme === "secret";
  if (secret !== undefined && !hasSecret) {
    return stop(`--secret is for a secret in the body, and version ${version} documents none`);
  }
  const take = webhookTaker({
    ...{ version, conventions, validate: bodyValidator(model) },
    ...(secret === undefined ? {} : { secret }),
  });
  const recorder = folder === undefined ? undefined : await recorderIn(folder);
  if (typeof recorder === "string") return stop(recorder);
  const served = await serve({
    ...{ host, port, take },
    onReceipt: async (receipt: Receipt) => onReceipt(receipt, await unrecorded(receipt, recorder)),
  });
  if ("problem" in served) return stop(served.problem);
  signal?.addEventListener("abort", () => void served.close(), { once: true });
  return { url: served.url, takesAnySecret: hasSecret && secret === undefined, close: served.close };
}

function stop(message: string): { readonly problem: Problem } {
  return { problem: { message } };
}

/** Or why there can be none. */
async function recorderIn(folder: string): Promise<RecordBody | string> {
  try {
    return await bodyRecorder(folder);
  } catch (error) {
    return `no body can be recorded in ${folder}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Why a body could not be recorded; undefined where it was, or where there is none. */
async function unrecorded({ json, ...receipt }: Receipt, record: RecordBody | undefined): Promise<string | undefined> {
  if (record === undefined || json === undefined) return undefined;
  try {
    await record({ ...receipt, json });
    return undefined;
  } catch (error) {
    return `a body can't be recorded: ${error instanceof Error ? error.message : String(error)}`;
  }
}
