import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fastImport, type Signature } from "./fast-import.ts";
import { gitEnvironment } from "./git-environment.ts";
import { createGit, type Git } from "./git-process.ts";

const TIMEOUT_MS = 30_000;

const README = `# GitOps repository

smithd writes \`environments/<environment>/apps/<app>\`; everything else here is yours. A folder
\`environments/<environment>/apps\` declares an environment. Clone it, push to it: smithd takes other people's commits into
account and never rewrites them.
`;

const PARENT = `# The apps that Flux applies here. smithd adds a line for each app that it deploys, and keeps the rest as it is.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: []
`;

/**
 * Makes a bare repository with the environments staging and production where none is. It appears under its path only
 * when it is complete; one that is there is left as it is.
 */
export async function createEmbeddedRepository(options: {
  path: string;
  branch: string;
  author: Signature;
  /** Epoch milliseconds of the first commit. */
  date: number;
}): Promise<void> {
  const { path, branch, author, date } = options;
  if (await exists(path)) return;
  const part = `${path}.part`;
  const git = createGit(() => gitEnvironment({ url: path, timeoutMs: TIMEOUT_MS }));
  try {
    await rm(part, { recursive: true, force: true });
    await mkdir(dirname(path), { recursive: true });
    await must(git, ["init", "--quiet", "--bare", "--template=", `--initial-branch=${branch}`, "--", part]);
    // It is the only copy: what was pushed must outlive a loss of power.
    await must(git, [`--git-dir=${part}`, "config", "core.fsync", "committed,reference"]);
    const plan = { message: "Declare staging and production\n", date, changes: firstFiles() };
    const stream = fastImport(`refs/heads/${branch}`, undefined, author, [plan]);
    await must(git, [`--git-dir=${part}`, "fast-import", "--quiet"], stream);
    await rename(part, path);
  } finally {
    await git.close();
  }
}

function firstFiles() {
  const files = {
    "README.md": README,
    "environments/staging/apps/kustomization.yaml": PARENT,
    "environments/production/apps/kustomization.yaml": PARENT,
  };
  return Object.entries(files).map(([path, text]) => ({
    kind: "write-file" as const,
    path,
    bytes: Buffer.from(text),
  }));
}

async function must(git: Git, args: string[], input?: Iterable<string | Uint8Array>): Promise<void> {
  const { code, stderr } = await git.run(args, { timeoutMs: TIMEOUT_MS, ...(input && { input }) });
  if (code !== 0) throw new Error(`The GitOps repository cannot be created: ${stderr.trim()}`);
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
