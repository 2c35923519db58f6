import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "../../support/git.ts";

/**
 * What goes wrong inside the remote with one push of smithd's, over any transport: its rule refuses it; its process dies
 * before it took anything, or after it took all and before it said so; it is slow to take it, or to say so.
 */
export type RemoteFault = "refuse" | "die-before" | "die-after" | "slow-before" | "slow-after";

export interface RemoteRepository {
  path: string;
  /** For the next `times` pushes; slow ones take so many seconds. */
  arm(fault: RemoteFault, times?: number, seconds?: number): Promise<void>;
  /** How many of them are still to come. */
  left(): Promise<number>;
}

/** Set by whoever pushes and is to be left alone. */
export const UNDISTURBED = "FAULTS_LEAVE_ALONE";

const take = (name: RemoteFault, work: string) => `for fault in faults/${name}.*; do
  [ -e "$fault" ] && mv "$fault" "faults/taken.$$" 2>/dev/null || continue
  ${work}
  break
done
`;
const start = `#!/bin/sh
[ -n "$${UNDISTURBED}" ] && exit 0
`;
const slow = 'read -r seconds < "faults/taken.$$"; sleep "$seconds"';

const hooks = {
  "pre-receive": `${start}${take("die-before", "kill -KILL $PPID; exit 1")}${take("slow-before", slow)}${take(
    "refuse",
    'echo "A rule of this branch says no." >&2; exit 1',
  )}`,
  // The last moment at which nobody was told yet.
  "reference-transaction": `${start}[ "$1" = committed ] || exit 0
grep -q refs/heads/main || exit 0
${take("slow-after", slow)}${take("die-after", "kill -KILL $PPID")}exit 0
`,
};

export const ENVIRONMENTS = ["staging", "production"];
const parent = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n";

/** A bare repository such as a team has: two environments, and something that is not smithd's to touch. */
export async function createRemoteRepository(folder: string): Promise<RemoteRepository> {
  const path = join(folder, "remote.git");
  await git(folder, "init", "--quiet", "--bare", "--initial-branch=main", path);
  for (const [key, value] of Object.entries({
    "http.receivepack": "true",
    // Every move of the branch is kept, for the checker.
    "core.logAllRefUpdates": "always",
    // What tidies in the background would hold the folder when it is to be removed.
    "receive.autogc": "false",
  }))
    await git(path, "config", key, value);
  await firstCommit(folder, path);
  await mkdir(join(path, "hooks"), { recursive: true });
  await mkdir(join(path, "faults"));
  for (const [name, text] of Object.entries(hooks)) {
    await writeFile(join(path, "hooks", name), text);
    await chmod(join(path, "hooks", name), 0o755);
  }
  let count = 0;
  return {
    path,
    async arm(fault, times = 1, seconds = 0) {
      for (let left = times; left > 0; left--)
        await writeFile(join(path, "faults", `${fault}.${count++}`), `${seconds}\n`);
    },
    left: async () =>
      (await readdir(join(path, "faults"))).filter((name) => !name.startsWith("taken")).length,
  };
}

async function firstCommit(folder: string, path: string): Promise<void> {
  const clone = join(folder, "first");
  await git(folder, "clone", "--quiet", path, clone);
  const files = {
    "README.md": "What runs where.\n",
    "clusters/staging/apps.yaml": "# Flux\n",
    ...Object.fromEntries(
      ENVIRONMENTS.map((name) => [`environments/${name}/apps/kustomization.yaml`, parent]),
    ),
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(clone, file, ".."), { recursive: true });
    await writeFile(join(clone, file), text);
  }
  await git(clone, "checkout", "--quiet", "-B", "main");
  await git(clone, "add", "--all");
  await git(clone, "commit", "--quiet", "--message", "Begin");
  await git(clone, "push", "--quiet", "origin", "main");
}
