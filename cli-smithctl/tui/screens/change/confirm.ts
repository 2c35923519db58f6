import type { Plan } from "../../../deploying/plan.ts";
import type { Change } from "../../data/planned-change.ts";

/** The last question. Who just presses enter has said no. */
export function questionOf({ place, next }: Plan, kind: Change["kind"], adopt: boolean): string {
  const what = `${kind === "deploy" ? "Deploy" : "Roll back to"} ${next.id}`;
  const where = place.typed ? "" : ` ${kind === "deploy" ? "to" : "in"} ${place.environment}`;
  const deletes = adopt ? " and delete files of others there" : "";
  return `${what}${where}${deletes}? ${place.typed ? `Type ${place.environment} to confirm:` : "y/N"}`;
}

export const isAgreed = ({ place }: Plan, answer: string): boolean =>
  place.typed ? answer.trim() === place.environment : /^y(es)?$/i.test(answer.trim());
