import type { Plan } from "../../../deploying/plan.ts";
import type { DeploymentFailure } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";

interface Review {
  verb: string;
  plan: Plan | undefined;
  obstacles: readonly DeploymentFailure[];
  isAdopting: boolean;
  begin: () => void;
  adopt: () => void;
}

export function reviewActions({ verb, plan, obstacles, isAdopting, begin, adopt }: Review): Action[] {
  const [first] = obstacles;
  const isOurs = plan?.diff.obstacles.every(({ code }) => code !== "folder-not-owned");
  return [
    {
      keys: ["enter", "d"],
      title: verb,
      footer: verb,
      run: begin,
      unless: !plan ? "what would change is not known yet" : first && `it would fail: ${first.code}`,
    },
    {
      keys: ["A"],
      title: isAdopting ? "leave the folder to its owner" : "adopt the folder, and delete what is in it",
      run: adopt,
      unless: isOurs === false ? undefined : "the folder is smithd's already",
    },
  ];
}
