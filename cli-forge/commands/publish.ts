import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { describeDeployment } from "../../clients/terminal/describe-deployment.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";
import { describeFailure } from "../../clients/terminal/failure.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { VersionPublishResult } from "../../generated/api.ts";
import { buildFlags, buildHelp, factsOfFlags } from "../build-flags.ts";
import { checkVersion } from "../check-version.ts";
import { prepareVersion } from "../prepare.ts";
import { publishVersion } from "../publish/publish-version.ts";
import { reportPublished } from "../publish/report.ts";
import { exitCodeOfWait, waitForAll } from "../publish/wait-for-all.ts";
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
  const { namespace } = await client.appView({ path: { app } });
  // Without a namespace only smithd knows whether Flux sets one.
  checkVersion(prepared, namespace === undefined ? "unknown" : { app: namespace }, output);
  const onProgress = (done: number, total: number) => output.progress(`Uploading ${done}/${total}`);
  const published = await publishVersion(client, prepared, { signal, onProgress });
  output.progress("");
  const json = parsed.flags.json === true;
  if (!json) reportPublished(published, prepared.files.length, output);
  if (!parsed.flags.wait) return finish(published, json, context, exitCodes.ok);
  if (json) for (const { id } of published.deployments) output.note(`Deployment ${id} is queued.`);
  const waited = await waitForAll(client, published.deployments, {
    timeoutMs,
    signal,
    onFinished: (deployment) => json || output.print(describeDeployment(deployment, output.colours)),
  });
  for (const error of waited.ended) output.note(describeFailure(error, context.program, output.noteColours));
  return finish({ ...published, deployments: waited.deployments }, json, context, exitCodeOfWait(waited));
}

function finish(
  { version, deployments, skipped }: VersionPublishResult,
  json: boolean,
  { output }: CommandContext,
  code: ExitCode,
): ExitCode {
  if (json) output.printJson({ version, deployments, skipped });
  return code;
}
