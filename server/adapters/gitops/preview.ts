import type { CommitPlan, FileDiff } from "../../domain/ports.ts";
import { importCommits } from "./build.ts";
import { type ChangedFile, readChanges, readCounts } from "./changed-files.ts";
import { fastImport, type Signature } from "./fast-import.ts";
import { fileDiffs } from "./file-diffs.ts";
import { splitPatch } from "./split-patch.ts";
import { inScratch, type Scratch } from "./scratch.ts";

/** In bytes: what a person would read of one file, and what fits into an answer. */
const LIMITS = { each: 256 * 1024, all: 2 * 1024 * 1024 };

const REF = "refs/deploysmith/preview";

/** Whatever a .gitmodules says. Attributes are not looked at: see scratch.ts. */
const DIFF = ["diff-tree", "-r", "--no-renames", "--ignore-submodules=none", "--submodule=short"];
const PATCH = [
  "-p",
  "-U3",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--src-prefix=a/",
  "--dst-prefix=b/",
];

/** What the commit of a plan changes (ports.ts), by making that very commit in a repository that is thrown away. */
export async function previewCommit(
  tools: Parameters<typeof inScratch>[0] & { author: Signature },
  base: string,
  plan: CommitPlan,
): Promise<FileDiff[]> {
  return inScratch(tools, async (scratch) => {
    const stream = () => fastImport(REF, base, tools.author, [plan]);
    const [commit] = await importCommits(scratch, tools.faults, stream);
    const range = [base, commit!];
    const files = readChanges(await output(scratch, ["--raw", "-z", ...range]));
    const { parts, isOutOfTime } = await patchOf(scratch, range, files);
    const diffs = fileDiffs(files, parts, LIMITS.each);
    return isOutOfTime ? diffs : withCounts(scratch, range, files, diffs);
  });
}

/** The parts of the patch, in the order of the files, as far as they are not too long or too late. */
async function patchOf(scratch: Scratch, range: string[], files: ChangedFile[]) {
  const patch = splitPatch(LIMITS);
  const { code, cut, stderr } = await scratch.run([...DIFF, ...PATCH, ...range], {
    onOutput: patch.take,
    isOptional: true,
  });
  if (cut === undefined && code !== 0) throw new Error(`git diff-tree failed: ${stderr}`);
  const parts = patch.parts(cut === undefined);
  const expected = files.reduce((sum, { headers }) => sum + headers, 0);
  if (cut === undefined && parts.length !== expected)
    throw new Error(`git's patch has ${parts.length} parts where ${expected} were expected.`);
  return { parts, isOutOfTime: cut === "timeout" };
}

/** How many lines change is known of shown files; of the others git is asked only where there are any. */
async function withCounts(
  scratch: Scratch,
  range: string[],
  files: ChangedFile[],
  diffs: FileDiff[],
): Promise<FileDiff[]> {
  if (diffs.every(({ omitted }) => omitted !== "too-large")) return diffs;
  const counts = readCounts(await output(scratch, ["--numstat", "-z", ...range], { isOptional: true }));
  return diffs.map((diff, index) =>
    diff.omitted === "too-large" ? { ...diff, ...counts.get(files[index]!.name) } : diff,
  );
}

async function output(scratch: Scratch, args: string[], options = {}): Promise<Buffer> {
  const { code, cut, stdout, stderr } = await scratch.run([...DIFF, ...args], options);
  if (cut === "timeout") return Buffer.alloc(0);
  if (cut !== undefined || code !== 0) throw new Error(`git diff-tree failed: ${cut ?? stderr}`);
  return stdout;
}
