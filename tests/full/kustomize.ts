import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { goTool } from "../support/go-tool.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { violationsIn } from "../support/to-validate.ts";

const run = promisify(execFile);

/** The real kustomize. Rejects where it cannot be had. */
export const kustomize = (): Promise<string> => goTool("sigs.k8s.io/kustomize/kustomize/v5@v5.8.1");

/** A ConfigMap `a` and a Deployment `web`. */
export const resources = `apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: shop}
data: {x: "1"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i, args: [x, z]}]}}}
`;

/** Kustomize builds it or not, and we accept it or not: both have to be the same. */
export async function expectAgreement(program: string, files: Record<string, string>): Promise<void> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  // As Flux builds it, within the repository.
  const built = await run(program, ["build", "--load-restrictor=LoadRestrictionsNone", folder]).then(
    () => "built",
    (error: { stderr: string }) => error.stderr,
  );
  const violations = violationsIn(files);
  expect(violations.length === 0 ? "accepted" : "refused", `${built}\n${JSON.stringify(violations)}`).toBe(
    built === "built" ? "accepted" : "refused",
  );
}
