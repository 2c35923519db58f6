import type { Policy } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";

interface Facts {
  chosen: Policy | undefined;
  add: () => void;
  edit: (policy: Policy) => void;
  remove: (policy: Policy) => void;
  tryOut: () => void;
  copy: (text: string) => void;
}

/** What can be done with the policies of an app. */
export function policiesActions({ chosen, add, edit, remove, tryOut, copy }: Facts): Action[] {
  const unless = chosen ? undefined : "no policy is chosen";
  return [
    { keys: ["a"], title: "add a policy", footer: "add", run: add },
    { keys: ["e", "enter"], title: "edit the policy", footer: "edit", unless, run: () => edit(chosen!) },
    { keys: ["x"], title: "delete the policy", footer: "delete", unless, run: () => remove(chosen!) },
    { keys: ["t"], title: "try out where a branch or tag would go", footer: "try out", run: tryOut },
    {
      keys: ["y"],
      title: "copy the policy's name",
      unless,
      said: `Copied ${chosen?.name}.`,
      run: () => copy(chosen!.name),
    },
  ];
}
