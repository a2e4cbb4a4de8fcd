// Asks for a page until there is an answer, with growing pauses or those that the server asks for.
import { type Answer, ask, type AskOptions } from "./ask.ts";

export interface RequestOptions extends AskOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const MOST_TRIES = 4;
const FIRST_PAUSE = 500;
/** The longest pause, in milliseconds, that a server may ask for. */
export const LONGEST_PAUSE = 30_000;

export type PageAnswer = Exclude<Answer, { state: "later" }>;

export async function requestPage(url: URL, options: RequestOptions): Promise<PageAnswer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask(url, options);
    if (answer.state !== "later") return answer;
    const { refusal, after } = answer;
    if (after !== undefined && after > LONGEST_PAUSE) {
      const why = `${refusal.why} and asks to wait ${String(Math.ceil(after / 1000))} s, longer than a run waits`;
      return { state: "refused", refusal: { ...refusal, why, fix: "run fetch again later" } };
    }
    if (tries === MOST_TRIES) {
      const why = `${refusal.why}, at each of ${String(MOST_TRIES)} tries`;
      return { state: "refused", refusal: { ...refusal, why } };
    }
    await options.sleep(after ?? FIRST_PAUSE * 2 ** (tries - 1));
  }
}
