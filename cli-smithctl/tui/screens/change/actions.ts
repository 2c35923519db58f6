import { changesNothing, type Plan } from "../../../deploying/plan.ts";
import type { DeploymentFailure } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";
import type { Change } from "../../data/planned-change.ts";
import { isOthers } from "./plan-lines.ts";

interface Review {
  kind: Change["kind"];
  plan: Plan | undefined;
  obstacles: readonly DeploymentFailure[];
  isAdopting: boolean;
  begin: () => void;
  adopt: () => void;
  copy: (text: string) => void;
  /** To what was chosen before. */
  back?: (() => void) | undefined;
}

export function reviewActions(review: Review): Action[] {
  const { kind, plan, obstacles, isAdopting, begin, adopt, copy, back } = review;
  const version = plan?.next.id;
  const [first] = obstacles;
  const verb = kind === "deploy" ? "deploy" : "roll back";
  const canAdopt = kind === "deploy" && plan !== undefined && isOthers(plan);
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
      ...(canAdopt && { footer: isAdopting ? "do not adopt" : "adopt" }),
      run: adopt,
      unless: canAdopt ? undefined : unadoptable(kind, plan),
    },
    {
      keys: ["y"],
      title: "copy the version's id",
      unless: plan ? undefined : "what would change is not known yet",
      said: `Copied ${version}.`,
      run: () => copy(version!),
    },
    ...(back ? [{ keys: ["esc"], title: "choose again", run: back }] : []),
  ];
}

function unadoptable(kind: Change["kind"], plan: Plan | undefined): string | undefined {
  if (!plan) return "what would change is not known yet";
  return isOthers(plan) && kind === "rollback"
    ? "a rollback adopts nothing; deploy the version instead"
    : "the folder is smithd's already";
}

function unlessPlanned(plan: Plan | undefined, obstacle: DeploymentFailure | undefined): string | undefined {
  if (!plan) return "what would change is not known yet";
  if (changesNothing(plan)) return "it runs there already, unchanged";
  return obstacle && `it would fail: ${obstacle.code}`;
}
