import { CommandError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { isProblem } from "../../clients/problems.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { describeDeployment } from "../../clients/terminal/describe-deployment.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { App } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { buildFlags, buildHelp, factsOfFlags } from "../build-flags.ts";
import { checkVersion } from "../check-version.ts";
import { prepareVersion } from "../prepare.ts";
import { publishVersion } from "../publish/publish-version.ts";
import type { Published } from "../publish/publish-version.ts";
import { reportPublished } from "../publish/report.ts";
import { exitCodeOfDeployments, waitForAll } from "../publish/wait-for-all.ts";
import { requireApp } from "../require-app.ts";

/** Long enough for a rolling update of smithd. */
const patienceMs = 60_000;
const flags = {
  ...connectionFlags,
  ...buildFlags,
  app: { type: "string" },
  wait: { type: "boolean" },
  timeout: { type: "string", default: "5m" },
} as const;

export const help = formatHelp({
  summary: "Checks a folder of manifests, uploads it and publishes it as a version of an app.",
  usage: ["forge publish DIR --app A [--version V] [--wait]"],
  flags: [
    ["--app A", "the app, registered with smithd"],
    ["--wait", "wait for the deployments that policies queue, and fail if one fails"],
    ["--timeout 5m", "how long to wait"],
    ...buildHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "forge publish ./manifests --app api-service --wait",
    "forge publish ./manifests --app api-service --version v1.4.0 --json",
  ],
  exits: ["refused", "authentication", "conflict", "deploymentFailed", "waitTimedOut", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, flags, ["DIR"]);
  const app = requireApp(parsed.flags.app);
  const timeoutMs = parseDuration(parsed.flags.timeout, "--timeout");
  const { output, signal, streams } = context;
  const wanted = {
    folder: parsed.input[0]!,
    app,
    version: parsed.flags.version,
    facts: factsOfFlags(parsed.flags),
  };
  const prepared = await prepareVersion(wanted, { env: streams.env, cwd: process.cwd() });
  for (const note of prepared.notes) output.note(note);
  const client = await openClient(context, parsed.flags, patienceMs);
  const { namespace } = await viewApp(client, app);
  // Without a namespace only smithd knows whether Flux sets one.
  checkVersion(prepared, namespace === undefined ? "unknown" : { app: namespace }, output);
  const onProgress = (done: number, total: number) => output.progress(`Uploading ${done}/${total}`);
  const published = await publishVersion(client, prepared, { signal, onProgress });
  output.progress("");
  if (!parsed.flags.json) reportPublished(published, prepared.files.length, output);
  if (!parsed.flags.wait) return finish(published, parsed.flags.json, context, exitCodes.ok);
  const deployments = await waitForAll(client, published.deployments, {
    timeoutMs,
    signal,
    onFinished: (deployment) =>
      parsed.flags.json || output.print(describeDeployment(deployment, output.colours)),
    onTimeout: (timeout) => output.note(`${timeout.message}\n${timeout.next}`),
  });
  return finish(
    { ...published, deployments },
    parsed.flags.json,
    context,
    exitCodeOfDeployments(deployments),
  );
}

function finish(
  published: Published,
  json: boolean | undefined,
  { output }: CommandContext,
  code: ExitCode,
): ExitCode {
  const { version, deployments, skipped } = published;
  if (json) output.printJson({ version, deployments, skipped });
  return code;
}

async function viewApp(client: Client, app: string): Promise<App> {
  try {
    return await client.appView({ path: { app } });
  } catch (error) {
    if (!isProblem(error, "app-unknown")) throw error;
    throw new CommandError(error.detail, {
      next: `If the name is right, register the app once: smithctl apps register ${app}`,
      cause: error,
    });
  }
}
