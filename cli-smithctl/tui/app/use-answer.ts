import { untilAnswered } from "../data/until-answered.ts";
import { useStates } from "./use-states.ts";

/** What a question was answered with; undefined until then. */
export const useAnswer = <Answer>(ask: () => Promise<Answer>): Answer | undefined =>
  useStates((signal) => untilAnswered(ask, signal));
