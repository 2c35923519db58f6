import type { Faults } from "./faults.ts";
import { isDamage } from "./faults.ts";
import type { GitRun } from "./git-process.ts";
import type { Mirror, ObjectFormat } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";

interface Tools {
  mirror: Mirror;
  reader: ObjectReader;
  faults: Faults;
  remote: { url: string; branch: string; timeoutMs: number };
}

/** A mirror may take long to fill; it is given up only when nothing moves, or after this many times the limit. */
const PATIENCE = 60;

/** Brings the branch's history into the mirror, which it makes first where none is, and returns the head. */
export async function fetchHead(tools: Tools): Promise<string> {
  const { mirror, reader, faults, remote } = tools;
  if (mirror.objectFormat === undefined) await makeMirror(tools, await remoteFormat(tools));
  let run = await fetch(tools);
  // Everything in it is elsewhere too, so a damaged one is made anew.
  if (isDamage(run)) {
    await makeMirror(tools, mirror.objectFormat!);
    run = await fetch(tools);
  }
  if (run.code !== 0) throw faults.ofExchange(run);
  const head = await reader.read(`refs/heads/${remote.branch}`);
  if (head?.type !== "commit") throw faults.missingBranch();
  return head.id;
}

async function makeMirror({ mirror, reader }: Tools, format: ObjectFormat): Promise<void> {
  reader.restart();
  await mirror.create(format);
}

function fetch({ mirror, remote: { url, branch, timeoutMs } }: Tools): Promise<GitRun> {
  const options = [
    "--progress",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-show-forced-updates",
    "--no-recurse-submodules",
  ];
  const args = ["fetch", ...options, "--", url, `+refs/heads/${branch}:refs/heads/${branch}`];
  return mirror.run(args, { timeoutMs, limitMs: timeoutMs * PATIENCE });
}

/** Asks the remote before there is a mirror, because a mirror has to have the same kind of ids. */
async function remoteFormat({ mirror, faults, remote }: Tools): Promise<ObjectFormat> {
  const run = await mirror.listRemote(remote.url, `refs/heads/${remote.branch}`);
  if (run.code !== 0) throw faults.ofExchange(run);
  const [, id] = /^([0-9a-f]+)\t/.exec(run.stdout.toString()) ?? [];
  if (id === undefined) throw faults.missingBranch();
  return id.length === 64 ? "sha256" : "sha1";
}
