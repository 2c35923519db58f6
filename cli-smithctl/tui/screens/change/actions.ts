import { changesNothing, type Plan } from "../../../deploying/plan.ts";
import type { DeploymentFailure } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";

interface Review {
  verb: string;
  plan: Plan | undefined;
  obstacles: readonly DeploymentFailure[];
  isAdopting: boolean;
  begin: () => void;
  adopt: () => void;
  /** To what was chosen before. */
  back?: (() => void) | undefined;
}

export function reviewActions({ verb, plan, obstacles, isAdopting, begin, adopt, back }: Review): Action[] {
  const [first] = obstacles;
  const isOurs = plan?.diff.obstacles.every(({ code }) => code !== "folder-not-owned");
  return [
    {
      keys: ["enter", "d"],
      title: verb,
      footer: verb,
      run: begin,
      unless: unlessPlanned(plan, first),
    },
    {
      keys: ["A"],
      title: isAdopting ? "leave the folder to its owner" : "adopt the folder, and delete what is in it",
      ...(isOurs === false && { footer: isAdopting ? "do not adopt" : "adopt" }),
      run: adopt,
      unless: isOurs === false ? undefined : "the folder is smithd's already",
    },
    ...(back ? [{ keys: ["esc"], title: "choose again", run: back }] : []),
  ];
}

function unlessPlanned(plan: Plan | undefined, obstacle: DeploymentFailure | undefined): string | undefined {
  if (!plan) return "what would change is not known yet";
  if (changesNothing(plan)) return "it runs there already, unchanged";
  return obstacle && `it would fail: ${obstacle.code}`;
}
