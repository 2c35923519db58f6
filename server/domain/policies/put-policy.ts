import type { Tables } from "../../database/database.ts";
import type { Policy } from "../../database/policies.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { findActiveApp, findApp } from "../apps.ts";
import { policyInvalid, policyUnknown, type Fault } from "../errors.ts";
import { nearMatch } from "../near-match.ts";
import { newId } from "../new-id.ts";
import { requireMet, type Precondition } from "../precondition.ts";
import { parsePattern, PatternError } from "./pattern.ts";

export interface PolicyDefinition {
  environment: string;
  branches: string[];
  tags: string[];
  pullRequests: boolean;
}

interface Tools {
  tables: Pick<Tables, "apps" | "policies">;
  environments: EnvironmentDirectory;
  now: () => number;
}

interface PolicyId {
  app: string;
  name: string;
}

/**
 * Creates or replaces a policy. Throws `app-unknown`, `app-archived`, `environment-unknown`, `policy-invalid` with every fault, or
 * `precondition-failed`.
 */
export async function putPolicy(
  { tables, environments, now }: Tools,
  { app, name, definition }: PolicyId & { definition: PolicyDefinition },
  precondition: Precondition,
): Promise<{ policy: Policy; created: boolean }> {
  await findActiveApp(tables, app);
  await environments.require(definition.environment);
  checkDefinition(definition);
  // Repeated only where another request changed the same policy between our look and our write.
  for (;;) {
    const seen = await tables.policies.find(app, name);
    requireMet(precondition, seen, "policy");
    const time = now();
    const policy = { app, name, ...definition, revision: newId(), updatedAt: time };
    if (!seen) {
      const created = { ...policy, uid: newId(), createdAt: time };
      if (await tables.policies.insert(created)) return { policy: created, created: true };
    } else {
      const replaced = { ...policy, uid: seen.uid, createdAt: seen.createdAt };
      if (await tables.policies.replace(replaced, seen)) return { policy: replaced, created: false };
    }
  }
}

/** Throws `app-unknown`, `policy-unknown` or `precondition-failed`. */
export async function deletePolicy(
  { tables }: Pick<Tools, "tables">,
  { app, name }: PolicyId,
  precondition: Precondition,
): Promise<void> {
  for (;;) {
    const seen = await tables.policies.find(app, name);
    if (!seen) {
      await findApp(tables, app);
      throw policyUnknown(app, name, nearMatch(name, await tables.policies.names(app)));
    }
    requireMet(precondition, seen, "policy");
    if (await tables.policies.remove(seen)) return;
  }
}

/** Throws `policy-invalid` with every fault where a definition could never deploy anything. */
function checkDefinition(definition: PolicyDefinition): void {
  const faults = [
    ...patternFaults("branches", definition.branches),
    ...patternFaults("tags", definition.tags),
  ];
  if (faults.length === 0 && definition.branches.length + definition.tags.length === 0)
    faults.push({
      pointer: "",
      detail: "The policy names no branch and no tag, so nothing would match. Add a pattern.",
    });
  if (faults.length > 0) throw policyInvalid(faults);
}

function patternFaults(field: "branches" | "tags", sources: string[]): Fault[] {
  const faults: Fault[] = [];
  sources.forEach((source, index) => {
    try {
      parsePattern(source);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      faults.push({ pointer: `/${field}/${index}`, detail: error.message });
    }
  });
  if (sources.length > 0 && sources.every((source) => source.startsWith("!")))
    faults.push({
      pointer: `/${field}`,
      detail:
        "Every pattern starts with `!`, so nothing would match. Begin with one that does, such as `**`.",
    });
  return faults;
}
