import type { App, AppVersion } from "../../../../generated/api.ts";
import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";

interface Chosen {
  navigation: Navigation;
  name: string;
  app: App | undefined;
  version: AppVersion | undefined;
  nextStatus: string;
  filter: () => void;
  /** Shows all again; undefined where all are shown. */
  clear: (() => void) | undefined;
  changeStatus: () => void;
  copy: (text: string) => void;
}

/** What can be done with an app and the chosen version of it. */
export function appActions(chosen: Chosen): Action[] {
  const { navigation, name, app, version, nextStatus, filter, clear, changeStatus, copy } = chosen;
  const { open } = navigation;
  const id = version?.id ?? "";
  const noVersion = version ? undefined : "no version is chosen";
  const url = version?.metadata?.build?.url;
  return [
    ...(clear ? [{ keys: ["esc"], title: "show all versions again", footer: "show all", run: clear }] : []),
    {
      keys: ["enter"],
      title: "open the version",
      footer: "open",
      unless: noVersion,
      run: () => open({ at: "version", app: name, version: id }),
    },
    {
      keys: ["d"],
      title: "deploy the version",
      footer: "deploy",
      unless: noVersion ?? undeployable(app, version!),
      run: () => open({ at: "deploy", app: name, version: id }),
    },
    {
      keys: ["r"],
      title: "roll back",
      footer: "roll back",
      unless: app?.environments.length ? undefined : "it runs nowhere",
      run: () => open({ at: "rollback", app: name, environment: onlyOne(app) }),
    },
    { keys: ["p"], title: "policies", footer: "policies", run: () => open({ at: "policies", app: name }) },
    { keys: ["/"], title: "find by the beginning of an id, sha, branch or tag", run: filter },
    { keys: ["v"], title: `show ${nextStatus} versions`, run: changeStatus },
    { keys: ["L"], title: "deployments of this app", run: () => open({ at: "deployments", app: name }) },
    {
      keys: ["y"],
      title: "copy the version's id",
      unless: noVersion,
      said: `Copied ${id}.`,
      run: () => copy(id),
    },
    {
      keys: ["o"],
      title: "show the build's URL, and copy it",
      unless: noVersion ?? (url === undefined ? "CI gave no URL" : undefined),
      said: `Copied ${url}`,
      run: () => copy(url!),
    },
  ];
}

function undeployable(app: App | undefined, version: AppVersion): string | undefined {
  if (app?.archivedAt !== undefined) return "the app is archived";
  return version.status === "published" ? undefined : `it is ${version.status}`;
}

const onlyOne = (app: App | undefined) =>
  app?.environments.length === 1 ? app.environments[0]!.environment : undefined;
