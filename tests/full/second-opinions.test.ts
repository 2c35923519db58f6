import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { realisticManifests } from "../../bench/support/realistic-manifests.ts";
import { pathOf, recorded, violationsOf } from "../kubernetes/verdicts.ts";
import { refusedByKubeconform } from "../support/opinions/kubeconform.ts";
import { refusedByKubernetesValidate } from "../support/opinions/kubernetes-validate.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

const kubeconform = inject("kubeconform");
/** Of these the point is how they are read, which Python does otherwise than Go. */
const READING = ["yaml-form", "yaml-1.1"];

const kubernetesValidate = inject("kubernetesValidate");
afterAll(removeTemporaryFolders);

/** Others that hold manifests against the published schemas, of the very Kubernetes version that we do. */
describe.each([
  {
    name: "kubeconform",
    refusedOf: kubeconform && ((files: string[]) => refusedByKubeconform(kubeconform, files)),
  },
  {
    name: "kubernetes-validate",
    refusedOf:
      kubernetesValidate === undefined
        ? undefined
        : (files: string[]) => refusedByKubernetesValidate(kubernetesValidate, files),
  },
])("$name", ({ name, refusedOf }) => {
  test.skipIf(!refusedOf)("refuses nothing that we accept, of what the API server judged", async () => {
    const refused = await refusedOf!(recorded.map(pathOf));
    // Otherwise nothing would have been compared.
    expect(refused.size).toBeGreaterThan(50);
    const accepted = recorded.filter(
      (each) =>
        violationsOf(each).length === 0 && !(name === "kubernetes-validate" && READING.includes(each.class)),
    );
    expect(accepted.filter((each) => refused.has(pathOf(each))).map(({ file }) => file)).toEqual([]);
  });

  test.skipIf(!refusedOf)("takes the manifests that benchmarks are made of", async () => {
    const folder = await temporaryFolder();
    const files = Object.entries(realisticManifests(8));
    for (const [path, text] of files) await writeFile(join(folder, path), text);
    expect(await refusedOf!(files.map(([path]) => join(folder, path)))).toEqual(new Set());
  });
});
