import { execFile } from "node:child_process";
import { access, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1";

/** The real kustomize, built once with Go and kept in the user's cache. Rejects where it cannot be had. */
export async function kustomize(): Promise<string> {
  const folder = join(
    process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
    "deploysmith",
    MODULE.replace(/.*@/, "kustomize-"),
  );
  const file = join(folder, "kustomize");
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  console.error(`Building ${MODULE}, once; this takes a few minutes.`);
  await mkdir(folder, { recursive: true });
  await promisify(execFile)("go", ["install", MODULE], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod" },
  });
  return file;
}
