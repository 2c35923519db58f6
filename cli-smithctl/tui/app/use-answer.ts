import { pause } from "../../../clients/retry.ts";
import { retryAfter } from "../data/attempts.ts";
import { troubleOf } from "../data/trouble.ts";
import { useStates } from "./use-states.ts";

/** What a question was answered with; undefined until then. It is asked until it is answered, or the key is refused. */
export const useAnswer = <Answer>(ask: () => Promise<Answer>): Answer | undefined =>
  useStates(async function* (signal) {
    for (let failures = 1; !signal.aborted; failures++)
      try {
        yield await ask();
        return;
      } catch (error) {
        if (troubleOf(error).isLogin) return;
        await pause(retryAfter(failures), signal).catch(() => "The screen was left.");
      }
  });
