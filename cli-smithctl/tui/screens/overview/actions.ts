import type { AppSummary } from "../../data/app-summary.ts";
import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";
import { hasFailed, isBusy, type PlaceFacts } from "./place-facts.ts";

interface Chosen {
  navigation: Navigation;
  app: AppSummary | undefined;
  environment: string | undefined;
  facts: PlaceFacts | undefined;
  /** To the environments beside the chosen one. */
  move: (by: number) => void;
  filter: () => void;
  /** Shows all again; undefined where all are shown. */
  clear: (() => void) | undefined;
  order: { next: string; run: () => void };
  nextInNeed: () => void;
  copy: (text: string) => void;
}

/** What can be done with the chosen place. */
export function overviewActions(chosen: Chosen): Action[] {
  const { navigation, app, environment, facts, move, filter, clear, order, nextInNeed, copy } = chosen;
  const version = facts?.running?.version;
  const open = navigation.open;
  const noApp = app ? undefined : "no app is chosen";
  const name = app?.name ?? "";
  const newest = app?.latest;
  return [
    ...(clear ? [{ keys: ["esc"], title: "show all apps again", footer: "show all", run: clear }] : []),
    {
      keys: ["enter"],
      title: "open the app",
      unless: noApp,
      footer: "open",
      run: () => open({ at: "app", app: name }),
    },
    {
      keys: ["d"],
      title: "deploy the newest version",
      unless: noApp ?? (newest === undefined ? "no version is published yet" : undefined),
      footer: "deploy",
      run: () => open({ at: "deploy", app: name, version: newest!, environment }),
    },
    {
      keys: ["r"],
      title: "roll back",
      unless: noApp ?? (facts?.running ? undefined : `nothing runs in ${environment ?? "any environment"}`),
      footer: "roll back",
      run: () => open({ at: "rollback", app: name, environment }),
    },
    { keys: ["/"], title: "filter apps", footer: "filter", run: filter },
    {
      keys: ["w"],
      title: "why it failed, or how far it is",
      unless:
        facts && (hasFailed(facts) || isBusy(facts)) ? undefined : "nothing failed here or is under way",
      run: () => open({ at: "deployment", id: facts!.attempt!.id }),
    },
    { keys: ["p"], title: "policies", unless: noApp, run: () => open({ at: "policies", app: name }) },
    { keys: ["n"], title: "next app that needs attention", run: nextInNeed },
    { keys: ["s"], title: `sort by ${order.next}`, run: order.run },
    { keys: ["h", "left"], title: "environment to the left", run: () => move(-1) },
    { keys: ["l", "right"], title: "environment to the right", run: () => move(1) },
    { keys: ["a"], title: "register an app", run: () => open({ at: "register" }) },
    {
      keys: ["y"],
      title: "copy the id of the version that runs",
      unless: noApp ?? (version === undefined ? "nothing runs here" : undefined),
      said: `Copied ${version}.`,
      run: () => copy(version!),
    },
  ];
}
