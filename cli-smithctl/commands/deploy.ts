import { CommandError, Interrupted, UsageError } from "../../clients/errors.ts";
import { exitCodeOfDeployment, exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { AnswerError, ConnectionError, ProblemError, isProblem } from "../../clients/problems.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { confirm } from "../../clients/terminal/confirm.ts";
import { describeDeployment } from "../../clients/terminal/describe-deployment.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { WaitEnded, isFinished, waitForDeployment } from "../../clients/wait.ts";
import type { Deployment } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { planDeployment } from "../deployment-plan.ts";
import { patienceMs } from "../list-flags.ts";

const flags = {
  ...connectionFlags,
  env: { type: "string" },
  reason: { type: "string" },
  adopt: { type: "boolean" },
  wait: { type: "boolean" },
  timeout: { type: "string", default: "60s" },
  yes: { type: "boolean" },
} as const;

export const help = formatHelp({
  summary: "Deploys a version of an app to an environment.",
  usage: ["smithctl deploy APP VERSION --env E [--wait] [--yes]"],
  flags: [
    ["--env E", "the environment"],
    ["--reason TEXT", "why, for the commit and the list of deployments"],
    ["--adopt", "replace a folder of the app that smithd did not write"],
    ["--wait", "wait until it is written, and fail if it fails"],
    ["--timeout 60s", "how long to wait"],
    ["--yes", "do not ask"],
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl deploy api-service 42540c4-123 --env production --reason 'price list cache' --wait",
    "smithctl deploy api-service 42540c4-123 --env staging --yes --json",
  ],
  exits: ["refused", "authentication", "conflict", "deploymentFailed", "waitTimedOut", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags: given } = parseCommandLine(argv, flags, ["APP", "VERSION"]);
  const [app = "", version = ""] = input;
  const environment = given.env;
  if (environment === undefined)
    throw new UsageError("--env is missing.", "Name the environment: --env staging");
  const timeoutMs = parseDuration(given.timeout, "--timeout");
  const { output, streams, signal } = context;
  const client = await openClient(context, given, patienceMs);
  const plan = await planDeployment(client, app, version, environment).catch((error: unknown) => {
    throw withoutRepository(error);
  });
  output.note(plan.text);
  const asked = {
    question: "Deploy?",
    yes: given.yes === true,
    ...(plan.typed ? { typed: environment } : {}),
  };
  if (!(await confirm(streams, asked, signal))) {
    output.note("Nothing was deployed.");
    return exitCodes.failed;
  }
  const body = {
    version,
    environment,
    ...(given.reason ? { reason: given.reason } : {}),
    ...(given.adopt ? { adopt: true } : {}),
  };
  const queued = await client.deploymentCreate({ path: { app }, body }).catch((error: unknown) => {
    throw maybeAccepted(withoutRepository(error), app, environment);
  });
  const json = given.json === true;
  if (!given.wait) return report(queued, json, context);
  output.note(`Deployment ${queued.id} is queued.`);
  output.progress(`Deploying ${app} ${version} to ${environment} …`);
  return report(await waited(client, queued, { timeoutMs, signal }, json, context), json, context);
}

/** Where smithd has never seen its repository it can queue nothing; to who waits that is a failed deployment. */
function withoutRepository(error: unknown): unknown {
  if (!isProblem(error, "gitops-unreachable", "gitops-auth", "gitops-missing-branch")) return error;
  return new CommandError(`${error.code}: ${error.message}`, {
    exitCode: exitCodes.deploymentFailed,
    next: "Nothing was queued. Deploy again once smithd can reach the repository; /readyz and its log say more.",
    cause: error,
  });
}

/** Without an answer nobody knows whether smithd has the request; sending it again could deploy twice. */
function maybeAccepted(error: unknown, app: string, environment: string): unknown {
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

/** Where the waiting ends early the JSON is printed all the same: scripts need the id. */
async function waited(
  client: Client,
  queued: Deployment,
  options: { timeoutMs: number; signal: AbortSignal },
  json: boolean,
  { output }: CommandContext,
): Promise<Deployment> {
  try {
    return await waitForDeployment(client, queued, options);
  } catch (error) {
    if (json) output.printJson(error instanceof WaitEnded ? error.deployment : queued);
    throw error;
  } finally {
    output.progress("");
  }
}

function report(deployment: Deployment, json: boolean, { output }: CommandContext): ExitCode {
  if (json) output.printJson(deployment);
  else output.print(describeDeployment(deployment, output.colours));
  if (!json && !isFinished(deployment)) output.note(`Follow it: smithctl deployments ${deployment.id}`);
  // Not what was asked for runs there, but what somebody asked for later.
  if (deployment.status === "superseded") return exitCodes.conflict;
  return exitCodeOfDeployment(deployment);
}
