import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import type { CiFacts, Env } from "./ci-system.ts";
import { circleci } from "./circleci.ts";
import { drone } from "./drone.ts";
import { generic } from "./generic.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { jenkins } from "./jenkins.ts";
import { woodpecker } from "./woodpecker.ts";

export type { CiFacts };

/** The order matters only for the last: every CI sets CI. */
const systems = [github, gitlab, jenkins, circleci, buildkite, azure, bitbucket, drone, woodpecker, generic];

/** What the CI system that runs us says of the build; undefined outside of CI. Variables that are empty count as unset. */
export function detectCi(env: Env): (CiFacts & { system: string }) | undefined {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const system = systems.find(({ detects }) => detects(set));
  if (!system) return undefined;
  const facts = system.facts(set);
  // A tag that is built says more than the branch it happens to be on.
  return { ...facts, branch: facts.tag === undefined ? facts.branch : undefined, system: system.name };
}
