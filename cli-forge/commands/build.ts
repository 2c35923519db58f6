import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { CommandError, UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { renderFolder, type ManifestFile } from "../../manifests/index.ts";
import { buildHelp } from "../build-flags.ts";
import { declaredFiles } from "../publish/draft-version.ts";
import { checkedLabel } from "../require-app.ts";
import { sourceSyntax, versionOf } from "../source.ts";

const syntax = {
  ...sourceSyntax,
  flags: {
    ...sourceSyntax.flags,
    out: { type: "string" },
    env: { type: "string" },
    namespace: { type: "string" },
    json: { type: "boolean" },
  },
} as const;

export const help = formatHelp({
  summary:
    "Writes the files of a version as they will be published, or as they will lie in git for one environment, and nothing else.",
  usage: ["forge build DIR --app A --out NEW [--env E [--namespace NS]]"],
  flags: [
    ["--app A", "the app"],
    ["--out NEW", "a new or empty folder for them"],
    ["--env E", "what a deployment to this environment writes, with its kustomization"],
    ["--namespace NS", "with --env: the namespace that the app is registered with"],
    ...buildHelp,
    jsonHelp,
  ],
  examples: [
    "forge build ./manifests --app api-service --out dist",
    "forge build ./manifests --app api-service --out dist --env production --namespace shop",
  ],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [folder = ""] = input;
  if (flags.out === undefined) throw new UsageError("--out is missing.", "Name a new folder: --out dist");
  const { out, env } = flags;
  refuseWithin(folder, out);
  const environment = env === undefined ? undefined : checkedLabel(env, "an environment's name");
  const namespace =
    flags.namespace === undefined ? {} : { namespace: checkedLabel(flags.namespace, "a namespace") };
  if (environment === undefined && flags.namespace !== undefined)
    throw new UsageError("--namespace needs --env.");
  const { files, ...prepared } = await versionOf(input, flags, context);
  const built = environment === undefined ? files : renderFolder({ files, environment, ...namespace });
  await requireEmpty(out);
  for (const file of built) await write(out, file);
  const { app, version } = prepared;
  if (flags.json) context.output.printJson({ app, version, out, files: declaredFiles({ files: built }) });
  else context.output.print(`${app} ${version}: ${built.length} files in ${out}.`);
  return exitCodes.ok;
}

/** What is written would be part of the next version. */
function refuseWithin(folder: string, out: string): void {
  const way = relative(resolve(folder), resolve(out));
  if (way.startsWith("..") || resolve(way) === way) return;
  throw new UsageError(`${out} lies in ${folder}.`, "Choose a folder outside of the manifests.");
}

async function requireEmpty(out: string): Promise<void> {
  const there = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return makeFolder(out);
    throw unusable(out, error);
  });
  if (there.length > 0)
    throw new UsageError(`${out} is not empty.`, "Choose a new folder, or remove it first.");
}

/** Not with `recursive`: below /proc, where folders cannot be made, Node never returns from that. */
async function makeFolder(folder: string): Promise<[]> {
  const parent = dirname(resolve(folder));
  if (!existsSync(parent)) await makeFolder(parent);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw unusable(folder, error);
  });
  return [];
}

const unusable = (folder: string, { code }: NodeJS.ErrnoException) =>
  new UsageError(`${folder} cannot be used (${code}).`, "Choose a new folder.");

async function write(out: string, { path, bytes }: ManifestFile): Promise<void> {
  const file = join(out, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
