import type { Plan } from "../../../deploying/plan.ts";
import type { Change } from "../../data/planned-change.ts";

/** The last question. Who just presses enter has said no. */
export function questionOf({ place, next }: Plan, kind: Change["kind"]): string {
  const what = `${kind === "deploy" ? "Deploy" : "Roll back to"} ${next.id}`;
  return place.typed
    ? `${what}? Type ${place.environment} to confirm:`
    : `${what} ${kind === "deploy" ? "to" : "in"} ${place.environment}? y/N`;
}

export const isAgreed = ({ place }: Plan, answer: string): boolean =>
  place.typed ? answer.trim() === place.environment : /^y(es)?$/i.test(answer.trim());
