import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { VersionPublishResult } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { buildHelp } from "../build-flags.ts";
import { checkFlags, checkHelp, checkVersion, termsOf } from "../check-version.ts";
import { publishDraft, publishVersion } from "../publish/publish-version.ts";
import { reportPublished } from "../publish/report.ts";
import { followDeployments } from "../publish/follow-deployments.ts";
import { requireApp } from "../require-app.ts";
import { sourceSyntax, versionOf } from "../source.ts";

const syntax = {
  words: ["DIR?"],
  flags: {
    ...connectionFlags,
    ...sourceSyntax.flags,
    digest: { type: "string" },
    ...checkFlags,
    wait: { type: "boolean" },
    timeout: { type: "string", default: "5m" },
  },
} as const;

export const help = formatHelp({
  summary: "Checks a folder of manifests, uploads it and publishes it as a version of an app.",
  usage: [
    "forge publish DIR --app A [--version V] [--wait]",
    "forge publish --app A --version V --digest D [--wait]",
  ],
  flags: [
    ["--app A", "the app, registered with smithd"],
    ["--digest D", "without a folder: publish the draft that has this digest and is uploaded"],
    ...checkHelp,
    ["--wait", "wait for the deployments that policies queue, and fail if one fails"],
    ["--timeout 5m", "how long to wait"],
    ...buildHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "forge publish ./manifests --app api-service --wait",
    "forge publish ./manifests --app api-service --version v1.4.0 --json",
    "forge publish --app api-service --version v1.4.0 --digest sha256:2c26… # after forge draft and forge upload",
  ],
  exits: ["refused", "authentication", "conflict", "deploymentFailed", "waitTimedOut", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const timeoutMs = parseDuration(flags.timeout, "--timeout");
  const acceptUnknownFields = flags.acceptUnknownFields === true;
  const given = { ...flags, acceptUnknownFields };
  const publish =
    input.length === 0 ? await draftPublisher(given) : await folderPublisher(input, given, context);
  const client = await openClient(context, flags);
  const { result, headline } = await publish(client);
  const json = flags.json === true;
  if (!json) reportPublished(result, headline, context.output);
  const { deployments, exitCode } = flags.wait
    ? await followDeployments(client, result.deployments, { timeoutMs, json }, context)
    : { deployments: result.deployments, exitCode: exitCodes.ok };
  const { version, skipped } = result;
  if (json) context.output.printJson({ version, deployments, skipped });
  return exitCode;
}

type Publish = (client: Client) => Promise<{ result: VersionPublishResult; headline: string }>;
type Given = Parameters<typeof versionOf>[1] &
  Parameters<typeof termsOf>[0] & { digest?: string | undefined; acceptUnknownFields: boolean };

/** What is wrong with the folder is said before smithd is asked anything. */
async function folderPublisher(input: string[], flags: Given, context: CommandContext): Promise<Publish> {
  if (flags.digest !== undefined)
    throw new UsageError(
      "--digest publishes a draft without its folder.",
      "Leave out the folder or --digest.",
    );
  const { output, signal } = context;
  const { acceptUnknownFields } = flags;
  const prepared = await versionOf(input, flags, context);
  const { app } = prepared;
  return async (client) => {
    const { namespace } = await client.appView({ path: { app } });
    // Without a namespace only smithd knows whether Flux sets one.
    const source = namespace === undefined ? "unknown" : { app: namespace };
    await checkVersion(prepared, termsOf(flags, source), context);
    const onProgress = (done: number, total: number) => output.progress(`Uploading ${done}/${total}`);
    const result = await publishVersion(client, prepared, { signal, onProgress, acceptUnknownFields });
    output.progress("");
    const name = `${app} ${prepared.version}`;
    const headline = result.before
      ? `${name} was already published.`
      : `Published ${name} (${prepared.files.length} files).`;
    return { result, headline };
  };
}

/** The last of the parts, after `forge draft` and `forge upload`. */
async function draftPublisher({ version, digest, acceptUnknownFields, ...flags }: Given): Promise<Publish> {
  if (digest === undefined)
    throw new UsageError("DIR is missing.", "Name the folder, or the --digest that `forge draft` printed.");
  const app = requireApp(flags.app);
  if (version === undefined)
    throw new UsageError("--version is missing.", "A --digest goes with its --version.");
  return async (client) => ({
    result: await publishDraft(client, { app, version, digest, acceptUnknownFields }),
    headline: `${app} ${version} is published.`,
  });
}
