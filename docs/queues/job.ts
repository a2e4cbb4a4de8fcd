// What receiver and worker agree on: a verified webhook as a job.
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type {
  UnknownContext,
  UnknownWebhook,
  WebhookByName,
  WebhookContext,
  WebhookHandlers,
  WebhookName,
} from "@hooksmith/livechat/v3.6";

export const QUEUE = "webhooks";

interface JobOf<Name, Webhook, Context> {
  /** The same for each repetition of a delivery, where the vendor says which it is; otherwise of this request alone. */
  readonly id: string;
  /** Discriminates the jobs; null where the version does not document the webhook. */
  readonly name: Name;
  readonly webhook: Webhook;
  readonly context: Context;
}

/** A union of one job for each name. */
export type KnownJob<Name extends WebhookName = WebhookName> = {
  readonly [Each in Name]: JobOf<Each, WebhookByName[Each], WebhookContext<Each>>;
}[Name];
export type UnknownJob = JobOf<null, UnknownWebhook, UnknownContext>;
export type Job = KnownJob | UnknownJob;

export function knownJob<Name extends WebhookName>(
  webhook: WebhookByName[Name],
  context: WebhookContext<Name>,
): KnownJob<Name> {
  return { id: idOf(context), name: context.name, webhook, context };
}

export function unknownJob(webhook: UnknownWebhook, context: UnknownContext): UnknownJob {
  return { id: idOf(context), name: null, webhook, context };
}

/** A UUID in 32 hexadecimal digits: fit for either queue, whatever characters the vendor's id has. */
function idOf({ delivery, index = 0 }: WebhookContext): string {
  if (delivery === undefined) return randomUUID().replaceAll("-", "");
  return createHash("sha256")
    .update(`${String(index)} ${delivery}`)
    .digest("hex")
    .slice(0, 32);
}

/**
 * Resolves when the queue has confirmed the job. Rejects where it fails to, or takes more than five seconds: the receiver
 * answers such an error with 503.
 */
export async function confirmed(added: Promise<unknown>): Promise<void> {
  try {
    await Promise.race([added, tooLate()]);
  } catch (cause) {
    throw Object.assign(new Error("the webhook was not queued", { cause }), { status: 503 });
  }
}

async function tooLate(): Promise<never> {
  await wait(5000, undefined, { ref: false });
  throw new Error("the queue did not answer in time");
}

/** Runs the handler of a job; without one the job is done. */
export async function workOff(
  job: Job,
  handlers: WebhookHandlers,
  onUnknown: (job: UnknownJob) => unknown,
): Promise<void> {
  await (job.name === null ? onUnknown(job) : handle(job, handlers));
}

function handle<Name extends WebhookName>(job: KnownJob<Name>, handlers: WebhookHandlers): unknown {
  return handlers[job.name]?.(job.webhook, job.context);
}
