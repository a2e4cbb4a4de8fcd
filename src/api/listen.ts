// A local receiver that validates what it is sent, and keeps each body as a file of its own.
import { reasonOf } from "../source/thrown.ts";
import { serve } from "../local/serve.ts";
import { type ListenOptions as TakerOptions, type Receipt, webhookTaker } from "../local/take-webhook.ts";
import { bodyValidator } from "../check/validate-body.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";
import { lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { headersFile } from "../check/parse-bodies.ts";
import { defined } from "../source/defined.ts";

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
    ...defined({ secret, header }),
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

/** What is kept of a request. */
export interface Recording {
  readonly json: string;
  readonly name?: string;
  /** Kept in a file of its own beside the body: `000001-order-paid.headers.json`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Resolves to the path of the file of the body. */
export type RecordBody = (recording: Recording) => Promise<string>;

/** Numbers go on behind those in the folder, which is made; no file is written over. Rejects where there can be no such folder. */
export async function bodyRecorder(folder: string): Promise<RecordBody> {
  let next = await firstFree(folder);
  return async ({ json, name, headers }) => {
    const number = next;
    next += 1;
    for (let count = number; ; count += 1) {
      const path = join(folder, `${String(count).padStart(6, "0")}-${stem(name)}.json`);
      try {
        await writeFile(path, `${json}\n`, { flag: "wx", mode: 0o600 });
        if (headers !== undefined)
          await writeFile(headersFile(path), `${JSON.stringify(headers, null, 2)}\n`, { mode: 0o600 });
        return path;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
    }
  };
}

async function firstFree(folder: string): Promise<number> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats?.isSymbolicLink() === true) throw new Error("it is a symbolic link; name the folder that it leads to");
  await mkdir(folder, { recursive: true });
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d{1,9})-/.exec(name)?.[1] ?? 0));
  return numbers.reduce((most, number) => Math.max(most, number), 0) + 1;
}

/** A name comes from outside and may be anything. */
function stem(name = "body"): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 60);
  return plain === "" ? "body" : plain;
}
