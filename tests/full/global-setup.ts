import type { TestProject } from "vitest/node";
import { orSkip } from "../support/or-skip.ts";
import { providePostgres } from "../support/provide-postgres.ts";
import { provideS3Servers } from "../support/s3/provide.ts";
import { kubeconform, kubernetesValidate, type Kubeconform } from "../support/opinions/kubeconform.ts";
import { kustomize } from "./kustomize.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Its file; undefined where it could not be built. */
    kustomize: string | undefined;
    /** Undefined where it could not be built. */
    kubeconform: Kubeconform | undefined;
    /** Its folder; undefined where it could not be installed. */
    kubernetesValidate: string | undefined;
  }
}

/** Starts what suites share, and builds the tools that the heavier of them need, which takes Go. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("kustomize", await orSkip("what kustomize says", kustomize));
  project.provide("kubeconform", await orSkip("what kubeconform says", kubeconform));
  project.provide("kubernetesValidate", await orSkip("what kubernetes-validate says", kubernetesValidate));
  const stops = await Promise.all([providePostgres(project), provideS3Servers(project, { build: true })]);
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}
