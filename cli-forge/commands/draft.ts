import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { VersionDraft } from "../../generated/api.ts";
import { buildHelp } from "../build-flags.ts";
import type { PreparedVersion } from "../prepare.ts";
import { draftVersion } from "../publish/draft-version.ts";
import { sourceSyntax, versionOf } from "../source.ts";

const syntax = { ...sourceSyntax, flags: { ...connectionFlags, ...sourceSyntax.flags } } as const;

export const help = formatHelp({
  summary: "Declares the files of a version to smithd: the first part of publishing, before `forge upload`.",
  usage: ["forge draft DIR --app A [--version V]"],
  flags: [["--app A", "the app, registered with smithd"], ...buildHelp, ...connectionHelp, jsonHelp],
  examples: [
    "forge draft ./manifests --app api-service",
    "forge draft ./manifests --app api-service --json | jq -r .digest",
  ],
  exits: ["refused", "authentication", "conflict"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const prepared = await versionOf(input, flags, context);
  const client = await openClient(context, flags);
  const draft = await draftVersion(client, prepared);
  if (flags.json) context.output.printJson(draft);
  else print(draft, prepared, input[0]!, context.output);
  return exitCodes.ok;
}

function print(draft: VersionDraft, { files }: PreparedVersion, folder: string, output: Output): void {
  const { app, id, status, digest, uploads, expiresAt } = draft;
  output.print(
    formatFields([
      ["Version", `${id} of ${app}`],
      ["Status", status],
      ["Expires", expiresAt && relativeTime(expiresAt)],
      ["Digest", digest],
    ]),
  );
  if (status === "published") return output.note("It is published: there is nothing left to do.");
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes.length]));
  if (uploads.length > 0) {
    output.print("");
    output.printTable(
      [{ title: "TO UPLOAD", priority: 1, min: 20 }, { title: "BYTES" }],
      uploads.map(({ path }) => [path, sizes.get(path)?.toString()]),
    );
    output.note(`Upload: forge upload ${folder} --app ${app} --version ${id}`);
  }
  output.note(`Then publish: forge publish --app ${app} --version ${id} --digest ${digest}`);
}
