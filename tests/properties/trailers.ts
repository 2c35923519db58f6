import { expect } from "vitest";
import type { Deployment } from "../../generated/api.ts";
import { git, type Repository } from "../support/git.ts";

const NAMES = ["Deployment", "App", "Environment", "Version", "Digest", "Kind", "Requested-By"];

/** Whatever some reader takes for a line's end. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Holds a deployment's commit against what was asked for, as git reads trailers: each is there once, and says the truth. */
export async function expectTrueTrailers(
  { path }: Repository,
  { commit, id, app, environment, version, kind, requestedBy }: Deployment,
): Promise<void> {
  const log = (format: string) => git(path, "log", "-1", `--format=${format}`, commit!);
  const trailers = (await log("%(trailers:only,unfold)")).trimEnd().split("\n");
  const [, digest] = /^DeploySmith-Digest: (sha256:[0-9a-f]{64})$/m.exec(trailers.join("\n")) ?? [];
  // Git leaves out blanks at a value's end.
  const values = [id, app, environment, version, digest, kind, requestedBy.trimEnd()];
  expect(trailers).toEqual(NAMES.map((name, index) => `DeploySmith-${name}: ${values[index]}`));
  const lines = (await log("%B")).split(LINE_END);
  expect(lines.filter((line) => line.startsWith("DeploySmith-")).map((line) => line.trimEnd())).toEqual(
    trailers,
  );
}
