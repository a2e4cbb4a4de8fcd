// A local receiver that validates and records what it is sent.
import { reasonOf } from "../source/thrown.ts";
import { bodyRecorder, type RecordBody } from "../local/record-body.ts";
import { serve } from "../local/serve.ts";
import { type ListenOptions as TakerOptions, type Receipt, webhookTaker } from "../local/take-webhook.ts";
import { bodyValidator } from "../check/validate-body.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";

export interface ListenOptions extends ModelOptions {
  /** 0, the default, for any that is free. */
  readonly port?: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** Other secrets are refused; without it any is taken. */
  readonly secret?: string;
  /** The header that carries a token, where the docs leave its name to choose. */
  readonly header?: string;
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
  /** The docs say how a webhook is proven, and without a secret any is taken. */
  readonly takesAnySecret: boolean;
  /** Fulfilled when what runs is answered. */
  readonly close: () => Promise<void>;
}

export type ListenResult = Listening | { readonly problem: Problem };

export async function listen(options: ListenOptions): Promise<ListenResult> {
  const { secret, header, record: folder, host = "127.0.0.1", port = 0, onReceipt = () => undefined, signal } = options;
  if (secret?.trim() === "") return stop("the secret is empty");
  const opened = await openModel(options);
  if ("problem" in opened) return opened;
  const { model } = opened;
  const { version, conventions } = model;
  const take = takerOf({
    ...{ version, conventions, validate: bodyValidator(model) },
    ...(secret === undefined ? {} : { secret }),
    ...(header === undefined ? {} : { header }),
  });
  if (typeof take === "string") return stop(take);
  const recorder = folder === undefined ? undefined : await recorderIn(folder);
  if (typeof recorder === "string") return stop(recorder);
  const served = await serve({
    ...{ host, port, take },
    onReceipt: async (receipt: Receipt) => onReceipt(receipt, await unrecorded(receipt, recorder)),
  });
  if ("problem" in served) return stop(served.problem);
  signal?.addEventListener("abort", () => void served.close(), { once: true });
  const isProvable = !/^(?:none|undocumented)$/.test(conventions.authentication.scheme);
  return { url: served.url, takesAnySecret: isProvable && secret === undefined, close: served.close };
}

function stop(message: string): { readonly problem: Problem } {
  return { problem: { message } };
}

/** Or why there can be none. */
function takerOf(options: TakerOptions): ReturnType<typeof webhookTaker> | string {
  try {
    return webhookTaker(options);
  } catch (error) {
    return reasonOf(error);
  }
}

/** Or why there can be none. */
async function recorderIn(folder: string): Promise<RecordBody | string> {
  try {
    return await bodyRecorder(folder);
  } catch (error) {
    return `no body can be recorded in ${folder}: ${reasonOf(error)}`;
  }
}

/** Why a body could not be recorded; undefined where it was, or where there is none. */
async function unrecorded({ json, ...receipt }: Receipt, record: RecordBody | undefined): Promise<string | undefined> {
  if (record === undefined || json === undefined) return undefined;
  try {
    await record({ ...receipt, json });
    return undefined;
  } catch (error) {
    return `a body can't be recorded: ${reasonOf(error)}`;
  }
}
