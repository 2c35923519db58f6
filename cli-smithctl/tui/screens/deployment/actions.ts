import type { Deployment } from "../../../../generated/api.ts";
import { isFinished } from "../../../../clients/wait.ts";
import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";

/** What can be done with a deployment. */
export function deploymentActions(
  deployment: Deployment | undefined,
  navigation: Navigation,
  copy: (text: string) => void,
): Action[] {
  const unread = deployment ? undefined : "it is not read yet";
  const { app = "", version, environment, commit, id = "", supersededBy } = deployment ?? {};
  return [
    {
      keys: ["enter"],
      title: "open what took its place",
      ...(supersededBy !== undefined && { footer: "open the later one" }),
      unless: unread ?? (supersededBy === undefined ? "nothing took its place" : undefined),
      run: () => navigation.open({ at: "deployment", id: supersededBy! }),
    },
    {
      keys: ["r"],
      title: "deploy the same again",
      footer: "again",
      unless: unread ?? unlessAgain(deployment!),
      run: () => navigation.open({ at: "deploy", app, version: version!, environment }),
    },
    {
      keys: ["a"],
      title: "open the app",
      footer: "app",
      unless: unread,
      run: () => navigation.open({ at: "app", app }),
    },
    {
      keys: ["y"],
      title: "copy the commit",
      footer: "copy commit",
      unless: unread ?? (commit === undefined ? "it made no commit" : undefined),
      said: `Copied ${commit}.`,
      run: () => copy(commit!),
    },
    {
      keys: ["Y"],
      title: "copy the deployment's id",
      unless: unread,
      said: `Copied ${id}.`,
      run: () => copy(id),
    },
  ];
}

function unlessAgain(deployment: Deployment): string | undefined {
  if (deployment.version === undefined) return "it takes the app out: smithctl remove does that again";
  return isFinished(deployment) ? undefined : "it is still under way";
}
