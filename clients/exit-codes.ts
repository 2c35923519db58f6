import type { Deployment } from "../generated/api.ts";

/** What the programs exit with; scripts rely on these numbers. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  authentication: 4,
  conflict: 5,
  deploymentFailed: 6,
  waitTimedOut: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Refusals that no other input would change: somebody has to decide or to clean up first. */
const refusals = new Set(["app-archived", "environment-held", "folder-not-owned", "held", "object-conflict"]);

const byStatus: Record<number, ExitCode> = {
  401: exitCodes.authentication,
  403: exitCodes.authentication,
  409: exitCodes.conflict,
  412: exitCodes.conflict,
};

/** The exit code for an answer of smithd. A code is looked at first, because a refusal may come with any status. */
export function exitCodeOfProblem(status: number, code?: string): ExitCode {
  if (code !== undefined && refusals.has(code)) return exitCodes.refused;
  return byStatus[status] ?? exitCodes.failed;
}

/** The exit code for a deployment as it is: 0 as long as it has not failed. */
export function exitCodeOfDeployment({ status, failure }: Pick<Deployment, "status" | "failure">): ExitCode {
  if (status !== "failed") return exitCodes.ok;
  return refusals.has(failure?.code ?? "") ? exitCodes.refused : exitCodes.deploymentFailed;
}
