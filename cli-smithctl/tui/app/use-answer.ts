import { useStates } from "./use-states.ts";

/** What a question was answered with; undefined until then, and where it was not answered. */
export const useAnswer = <Answer>(ask: () => Promise<Answer>): Answer | undefined =>
  useStates(async function* () {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) yield answer;
  });
