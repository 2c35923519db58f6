import { createHash } from "node:crypto";
import { dirname } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Client } from "../../clients/client.ts";
import { holds, PROPERTY_TIMEOUT } from "../support/arbitrary/holds.ts";
import { anyPaths, pathLists } from "../support/arbitrary/paths.ts";
import { configMap, deploy, filesOf } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";
import { answerOf, draftFiles, newApp, publishFiles, text, type File } from "./asking.ts";
import { canLieTogether, isKustomizationName, isManifestName, isOrdinaryPath, mayBePath } from "./rules.ts";
import { commitForeign, expectToLand } from "./trees.ts";

/** What could be published under these paths, were it for the content alone. */
function filesUnder(paths: string[], app: string): File[] {
  return paths.map((path) => {
    if (path === "version.yml") return text(path, filesOf({ app })[path]!);
    if (isKustomizationName(path)) return text(path, kustomization(path, paths, app));
    return text(
      path,
      isManifestName(path) ? configMap(`a${createHash("sha1").update(path).digest("hex")}`) : path,
    );
  });
}

/** Names all that lies beside it and below, as far as no other kustomization does. */
function kustomization(own: string, paths: string[], namespace: string): string {
  const folder = own.slice(0, own.lastIndexOf("/") + 1);
  const within = paths
    .filter((path) => path.startsWith(folder) && path !== own)
    .map((path) => path.slice(folder.length));
  const inner = within
    .filter((path) => isKustomizationName(path) && path.includes("/"))
    .map((path) => dirname(path));
  const beside = within.filter(
    (path) =>
      !isKustomizationName(path) &&
      path !== "version.yml" &&
      !path.startsWith("environments/") &&
      !inner.some((each) => path.startsWith(`${each}/`)),
  );
  const inputs = beside.filter((path) => !isManifestName(path)).map((path, index) => `key${index}=${path}`);
  return JSON.stringify({
    namespace,
    resources: [...beside.filter(isManifestName), ...new Set(inner)],
    configMapGenerator: inputs.length > 0 ? [{ name: "inputs", files: inputs }] : [],
  });
}

/** The longest of each kind, and one more. */
const atTheLimits = [
  ...[8, 9].map((segments) => `${"a/".repeat(segments - 1)}a.yaml`),
  ...[200, 201].map((length) => `${"a".repeat(length - 5)}.yaml`),
];

/** What is taken fits the rule, and what fits it beyond doubt is taken. */
async function expectByTheRule(client: Client, app: string, files: File[]): Promise<{ isTaken: boolean }> {
  const paths = files.map(({ path }) => path);
  const asked = await answerOf(draftFiles(client, { app, id: "v1" }, files));
  const isTaken = "answer" in asked;
  if (isTaken) expect([paths.filter((path) => !mayBePath(path)), canLieTogether(paths)]).toEqual([[], true]);
  else expect(paths.every(isOrdinaryPath) && canLieTogether(paths)).toBe(false);
  return { isTaken };
}

againstSmithd((smithd) => {
  beforeAll(() => commitForeign(smithd().repository));

  test("a path is taken exactly where the rule allows it", { timeout: PROPERTY_TIMEOUT }, () =>
    holds(
      fc.asyncProperty(fc.array(anyPaths, { minLength: 1, maxLength: 10 }), async (paths) => {
        const { client } = smithd();
        const app = await newApp(client);
        for (const path of paths) await expectByTheRule(client, app, filesUnder(["version.yml", path], app));
      }),
      { runs: 60, examples: [[atTheLimits]] },
    ),
  );

  test(
    "what is taken is refused for its content, or lies in git under the paths that it had",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(pathLists, async (paths) => {
          const { client, repository } = smithd();
          const app = await newApp(client);
          const files = filesUnder(paths, app);
          const { isTaken } = await expectByTheRule(client, app, files);
          if (!isTaken) return;
          const published = await answerOf(publishFiles(client, { app, id: "v1" }, files));
          if ("refusal" in published) {
            expect(published.refusal.code).toBe("manifests-invalid");
            return;
          }
          for (const environment of ["staging", "production"])
            await expectToLand({ repository, app, environment, files }, () =>
              deploy(client, "v1", environment, app),
            );
        }),
        {
          runs: 40,
          examples: [
            [["version.yml", "kustomization.yaml/a.yaml"]],
            [["version.yml", "environments/staging/kustomization.yaml/a.yaml", "a.yaml"]],
            [["version.yml", "Kustomization.yaml"]],
          ],
        },
      ),
  );
});
