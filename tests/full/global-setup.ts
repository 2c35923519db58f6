import type { TestProject } from "vitest/node";
import { kustomize } from "./kustomize.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Its file; undefined where it could not be built. */
    kustomize: string | undefined;
  }
}

/** Builds the tools that the heavier suites need. Without one its suite cannot run: a failure in CI, a loud skip elsewhere. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    project.provide("kustomize", await kustomize());
  } catch (error) {
    if (process.env["CI"]) throw error;
    console.error(
      `\nSKIPPED: what kustomize says, because it cannot be built here (it needs Go). ${String(error)}\n`,
    );
    project.provide("kustomize", undefined);
  }
}
