import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "../../support/git.ts";
import type { Commit, Evidence } from "./evidence.ts";
import { ENVIRONMENTS } from "./remote-repository.ts";

/** What the remote has to say, with git alone. */
export async function readRemote(path: string): Promise<Pick<Evidence, "commits" | "moves" | "listed">> {
  await git(path, "fsck", "--strict", "--no-dangling", "--no-progress");
  const format = "--format=%x02%H%x01%P%x01%B%x01";
  const log = await git(
    path,
    "log",
    "--reverse",
    "--root",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    format,
    "main",
  );
  return {
    commits: log.split("\x02").slice(1).map(toCommit),
    moves: await movesOf(path),
    listed: Object.fromEntries(
      await Promise.all(ENVIRONMENTS.map(async (name) => [name, await listedIn(path, name)] as const)),
    ),
  };
}

function toCommit(text: string): Commit {
  const [id = "", parents = "", message = "", raw = ""] = text.split("\x01");
  const changes = raw.split("\n").flatMap((line) => {
    const [, blob, path] = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [A-Z]\t(.*)$/.exec(line) ?? [];
    return path === undefined ? [] : [[path, /^0+$/.test(blob!) ? undefined : blob] as const];
  });
  return { id, parents: parents.split(" ").filter(Boolean), message, changes: new Map(changes) };
}

/** From the branch's own log, without its first line, which made the branch. */
async function movesOf(path: string): Promise<Evidence["moves"]> {
  const log = await readFile(join(path, "logs", "refs", "heads", "main"), "utf8");
  return log
    .split("\n")
    .slice(1)
    .filter(Boolean)
    .map((line) => ({ from: line.slice(0, 40), to: line.slice(41, 81) }));
}

async function listedIn(path: string, environment: string): Promise<string[]> {
  const text = await git(path, "show", `main:environments/${environment}/apps/kustomization.yaml`);
  return [...text.matchAll(/^ *- (\S+)$/gm)].map(([, name]) => name!);
}
