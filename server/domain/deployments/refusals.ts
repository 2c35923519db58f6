import { DomainError, listed } from "../errors.ts";

export const appNotDeployed = (app: string, environment: string) =>
  new DomainError(
    "app-not-deployed",
    `${app} is not in ${environment}, so there is nothing to remove. \`smithctl apps show ${app}\` says where it runs.`,
  );

export const deploymentUnknown = (id: string) =>
  new DomainError(
    "deployment-unknown",
    `There is no deployment ${id}. \`smithctl deployments\` lists the latest.`,
  );

/** What a caller saw running there, and what does; an empty text is nothing. */
export const runningVersionChanged = (
  { app, environment }: { app: string; environment: string },
  seen: string,
  now: { version: string; isOnItsWay: boolean },
) => {
  const is = now.version === "" ? "nothing" : now.version;
  const state = now.isOnItsWay ? `is about to run ${is}` : `runs ${is}`;
  return new DomainError(
    "running-version-changed",
    `${app} in ${environment} ${state}, not ${seen === "" ? "nothing" : seen}. Look at it again, and repeat what you still want.`,
  );
};

export const rollbackImpossible = (reason: string, app: string) =>
  new DomainError(
    "rollback-impossible",
    `${reason} Name an earlier version, or deploy one: \`smithctl versions ${app}\` lists them.`,
  );

/** Seconds after which a queue that was full has room again, unless something is wrong. */
const ROOM_AFTER = 10;

export const queueFull = (what: string) =>
  new DomainError(
    "queue-full",
    `${what} wait to be written, as many as may. Repeat the request once some have ended; \`smithctl deployments --status queued\` lists them.`,
    { retryAfterSeconds: ROOM_AFTER },
  );

export const idempotencyKeyReused = (deployment: string) =>
  new DomainError(
    "idempotency-key-reused",
    `This Idempotency-Key made the deployment ${deployment} from another request. Give every new request a key of its own.`,
  );

export const folderNotOwned = (folder: string, files: string[], verb: "Deploying" | "Removing") =>
  new DomainError(
    "folder-not-owned",
    `${folder} exists and was not written by smithd. ${verb} would replace or delete ${listed(files.map((file) => file || folder))}. ` +
      (verb === "Deploying"
        ? "Move them away, or take the folder over: `smithctl deploy --adopt`."
        : "Remove it in the GitOps repository."),
  );

export const objectConflict = (environment: string, conflicts: { object: string; app: string }[]) =>
  new DomainError(
    "object-conflict",
    `${listed(conflicts.map(({ object, app }) => `${object} (of ${app})`))} ${conflicts.length === 1 ? "belongs" : "belong"} to another app ` +
      `in ${environment}, and Flux would build nothing there while two apps bring the same. Rename it here, or take it out of the other app and deploy that first.`,
  );

export const namespaceMissing = (app: string, objects: string[]) =>
  new DomainError(
    "namespace-missing",
    `${listed(objects)} would be in no namespace, and Flux would refuse the whole environment: ${app} had a namespace when ` +
      `this version was published. Give it one again: \`smithctl apps update ${app} --namespace NAMESPACE\`.`,
  );

export const parentKustomizationInvalid = (path: string, reason: string) =>
  new DomainError(
    "parent-kustomization-invalid",
    `${path} cannot be edited: ${reason} Correct that file in the GitOps repository and deploy again.`,
  );
