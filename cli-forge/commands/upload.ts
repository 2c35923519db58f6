import { CommandError } from "../../clients/errors.ts";
import type { Fault } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import type { AppVersionView } from "../../generated/api.ts";
import { buildHelp } from "../build-flags.ts";
import type { PreparedVersion } from "../prepare.ts";
import { declaredFiles } from "../publish/draft-version.ts";
import { missingUploads, uploadDraft } from "../publish/upload-draft.ts";
import { sourceSyntax, versionOf } from "../source.ts";

const syntax = { ...sourceSyntax, flags: { ...connectionFlags, ...sourceSyntax.flags } } as const;

export const help = formatHelp({
  summary:
    "Uploads what a draft still misses: the second part of publishing, between `forge draft` and `forge publish`.",
  usage: ["forge upload DIR --app A [--version V]"],
  flags: [["--app A", "the app, registered with smithd"], ...buildHelp, ...connectionHelp, jsonHelp],
  examples: ["forge upload ./manifests --app api-service --version 42540c4-123"],
  exits: ["authentication", "conflict", "interrupted"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const prepared = await versionOf(input, flags, context);
  const { output, signal } = context;
  const { app, version } = prepared;
  const client = await openClient(context, flags);
  const drafted = await client.versionView({ path: { app, version } });
  requireSameFiles(prepared, drafted, input[0]!);
  const { digest } = drafted;
  const uploads = await missingUploads(client, prepared, digest);
  const onProgress = (done: number, total: number) => output.progress(`Uploading ${done}/${total}`);
  await uploadDraft(client, prepared, { digest, uploads }, { signal, onProgress });
  output.progress("");
  const uploaded = uploads.map(({ path }) => path);
  if (flags.json) output.printJson({ app, id: version, digest, uploaded });
  else output.print(sanitizeLine(`${uploaded.length} of ${prepared.files.length} files were uploaded.`));
  if (drafted.status === "published")
    output.note("The version is published: there was nothing left to upload.");
  else output.note(`Now publish: forge publish --app ${app} --version ${version} --digest ${digest}`);
  return exitCodes.ok;
}

/** A store takes only what was declared, and would say so far less clearly. */
function requireSameFiles(prepared: PreparedVersion, drafted: AppVersionView, folder: string): void {
  const declared = new Map(drafted.files.map(({ path, sha256 }) => [path, sha256]));
  const here = new Map(declaredFiles(prepared).map(({ path, sha256 }) => [path, sha256]));
  const differing = [...new Set([...declared.keys(), ...here.keys()])].filter(
    (path) => declared.get(path) !== here.get(path),
  );
  if (differing.length === 0) return;
  const { app, version } = prepared;
  throw new CommandError(`${folder} is not what was drafted as ${version} of ${app}.`, {
    exitCode: exitCodes.conflict,
    errors: differing.map((path): Fault => ({ file: path, detail: whatDiffers(path, declared, here) })),
    next: `Draft it as it is now: forge draft ${folder} --app ${app} --version ${version}`,
  });
}

function whatDiffers(path: string, declared: Map<string, string>, here: Map<string, string>): string {
  if (!declared.has(path)) return "was not declared";
  return here.has(path) ? "has other content than was declared" : "was declared and is not here";
}
