import type { Deployment } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";
import { statuses, type DeploymentFilter } from "../../data/deployments.ts";

interface Facts {
  navigation: Navigation;
  chosen: Deployment | undefined;
  filter: DeploymentFilter;
  environments: readonly string[];
  /** Shows only what is like this. */
  narrow: (filter: DeploymentFilter) => void;
  type: () => void;
  copy: (text: string) => void;
}

/** What can be done in the list of deployments. */
export function deploymentsActions(facts: Facts): Action[] {
  const { navigation, chosen, filter, environments, narrow, type, copy } = facts;
  const none = chosen ? undefined : "no deployment is chosen";
  const status = after(statuses, filter.status);
  const environment = after(environments, filter.environment);
  const isNarrow = Object.values(filter).some((value) => value !== undefined);
  return [
    {
      keys: ["enter"],
      title: "open the deployment",
      footer: "open",
      unless: none,
      run: () => navigation.open({ at: "deployment", id: chosen!.id }),
    },
    {
      keys: ["f"],
      title: `show ${status === undefined ? "every status" : `only ${status}`}`,
      footer: "status",
      run: () => narrow({ ...filter, status }),
    },
    {
      keys: ["e"],
      title: `show ${environment ?? "every environment"}`,
      footer: "environment",
      unless: environments.length === 0 ? "no environment is known yet" : undefined,
      run: () => narrow({ ...filter, environment }),
    },
    { keys: ["/"], title: "show one app", footer: "app", run: type },
    {
      keys: ["x"],
      title: "show all",
      unless: isNarrow ? undefined : "all are shown",
      run: () => narrow({}),
    },
    {
      keys: ["a"],
      title: "open the app",
      unless: none,
      run: () => navigation.open({ at: "app", app: chosen!.app }),
    },
    {
      keys: ["y"],
      title: "copy the id",
      unless: none,
      said: `Copied ${chosen?.id}.`,
      run: () => copy(chosen!.id),
    },
  ];
}

/** The next of some, and after the last one none. */
function after<Word>(words: readonly Word[], word: Word | undefined): Word | undefined {
  return words[word === undefined ? 0 : words.indexOf(word) + 1];
}
