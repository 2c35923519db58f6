import type { DeploymentKind } from "../../database/deployments.ts";

/** Whether one version was published before another. */
export const isEarlier = (a: { publishedAt?: number }, b: { publishedAt?: number }) =>
  a.publishedAt !== undefined && b.publishedAt !== undefined && a.publishedAt < b.publishedAt;

/**
 * What a deployment turns out to be once it is known what runs before it: a person's deployment of a version that was
 * published before the running one is a rollback, whatever it was called.
 */
export function kindWhenWritten(
  asked: DeploymentKind,
  version: { publishedAt?: number },
  running: { publishedAt?: number } | undefined,
): DeploymentKind {
  if (asked === "auto" || asked === "removal") return asked;
  return running && isEarlier(version, running) ? "rollback" : asked;
}
