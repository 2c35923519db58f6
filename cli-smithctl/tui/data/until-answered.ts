import { pause } from "../../../clients/retry.ts";
import { retryAfter } from "./attempts.ts";
import { troubleOf } from "./trouble.ts";

/** Asks until there is an answer, or the key is refused. */
export async function* untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): AsyncGenerator<Answer> {
  for (let failures = 1; !signal.aborted; failures++)
    try {
      yield await ask();
      return;
    } catch (error) {
      if (troubleOf(error).isLogin) return;
      await pause(retryAfter(failures), signal).catch(() => "The screen was left.");
    }
}
