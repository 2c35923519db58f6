import { CommandError, Interrupted } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import { AnswerError, ConnectionError, ProblemError, isProblem } from "../../clients/problems.ts";

/** Where smithd has never seen its repository it can queue nothing; to who waits that is a failed deployment. */
export function withoutRepository(error: unknown): never {
  if (!isProblem(error, "gitops-unreachable", "gitops-auth", "gitops-missing-branch")) throw error;
  throw new CommandError(`${error.code}: ${error.message}`, {
    exitCode: exitCodes.deploymentFailed,
    next: "Nothing was queued. Try again once smithd can reach the repository; /readyz and its log say more.",
    cause: error,
  });
}

/** A request goes out with a key of its own and is repeated by it; where no answer ever came, nobody knows what smithd has. */
export function maybeAccepted(error: unknown, app: string, environment: string): unknown {
  const sent = error instanceof ConnectionError && !error.unsent;
  const lostOnTheWay =
    error instanceof AnswerError && !(error instanceof ProblemError) && error.status >= 500;
  if (!sent && !lostOnTheWay && !(error instanceof Interrupted)) return error;
  return new CommandError(error.message, {
    exitCode: error.exitCode,
    next: `It may have been accepted. Look before you repeat it: smithctl deployments --app ${app} --env ${environment}`,
    cause: error,
  });
}
