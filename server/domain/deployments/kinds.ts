import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { appNotDeployed, rollbackImpossible } from "./refusals.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { requirePublished } from "../versions/find.ts";
import type { Accept } from "./accept.ts";
import type { Request } from "./request.ts";
import { isEarlier } from "./status.ts";
import { versionToGoBackTo } from "./walk-back.ts";

/** How far back a rollback looks for a version. */
const HISTORY = 500;

interface Tools {
  accept: Accept;
  environments: Pick<EnvironmentDirectory, "folders">;
}

/** Queues a person's deployment of a published version. Throws what `Accept` does, `version-unknown` or `version-not-published`. */
export async function requestDeployment(
  { accept }: Pick<Tools, "accept">,
  asked: Request & { version: string; adopt: boolean },
): Promise<Deployment> {
  return accept(asked, async (tables, { app, named }) => ({
    kind: "manual",
    version: await requirePublished(tables, app.name, asked.version, named),
    adopt: asked.adopt,
  }));
}

/**
 * Queues the deployment of an earlier version: the one that is named, or the one that ran before. Throws what `Accept`
 * does, `version-unknown`, `version-not-published` or `rollback-impossible`.
 */
export async function requestRollback(
  { accept }: Pick<Tools, "accept">,
  asked: Request,
): Promise<Deployment> {
  return accept(asked, async (tables, { app, current, named }) => {
    const { environment, version: to } = asked;
    const target = await rollbackTarget(tables, app, environment, current);
    if (to === undefined && target) return { kind: "rollback", version: target };
    const what = current ? `before ${current.id} of ${app.name}` : `of ${app.name}`;
    // Where nothing ever ran there is nothing to go back from either.
    if (to === undefined || (!current && !target))
      throw rollbackImpossible(
        `Nothing ran ${what} in ${environment} that was not rolled back from.`,
        app.name,
      );
    const version = await requirePublished(tables, app.name, to, named);
    requireGoingBack(version, current, environment);
    return { kind: "rollback", version };
  });
}

/** Where a rollback goes that names no version, given the one that runs; undefined where there is nothing. */
export async function rollbackTarget(
  tables: Pick<Tables, "deployments" | "versions">,
  { repository, name }: Pick<App, "repository" | "name">,
  environment: string,
  current: Version | undefined,
): Promise<Version | undefined> {
  const history = await tables.deployments.history(repository, name, environment, HISTORY);
  const uids = new Set(history.flatMap(({ versionUid }) => versionUid ?? []));
  const versions = await tables.versions.ofUids([...uids]);
  return versionToGoBackTo(history, new Map(versions.map((each) => [each.uid, each])), current);
}

/** Queues the removal of an app from an environment. Throws what `Accept` does, or `app-not-deployed`. */
export async function requestRemoval({ accept, environments }: Tools, asked: Request): Promise<Deployment> {
  // Also what is there without smithd's knowing it, as after the loss of a database. Asked before the app is locked.
  const folders = await environments.folders(asked.environment).catch(() => new Map<string, string>());
  return accept(asked, (_tables, { running, next }) => {
    if (!running && !next && !folders.has(asked.app)) throw appNotDeployed(asked.app, asked.environment);
    return { kind: "removal" };
  });
}

function requireGoingBack(version: Version, current: Version | undefined, environment: string): void {
  const { app, id } = version;
  if (current?.uid === version.uid)
    throw rollbackImpossible(`${id} of ${app} runs in ${environment}, or is about to.`, app);
  if (current && !isEarlier(version, current))
    throw rollbackImpossible(
      `${id} of ${app} was published after ${current.id}, which runs in ${environment} or is about to.`,
      app,
    );
}
