import { environmentUnknown, policyInvalid, type Fault } from "../errors.ts";
import { nearMatch } from "../near-match.ts";
import { parsePattern, PatternError } from "./pattern.ts";

export interface PolicyDefinition {
  environment: string;
  branches: string[];
  tags: string[];
  pullRequests: boolean;
}

/**
 * Throws `environment-unknown` or `policy-invalid` with every fault where a definition could never deploy anything.
 */
export function checkDefinition(definition: PolicyDefinition, environments: string[]): void {
  if (!environments.includes(definition.environment)) {
    throw environmentUnknown(
      definition.environment,
      environments,
      nearMatch(definition.environment, environments),
    );
  }
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
      detail: "Every pattern starts with `!`, so nothing would match. Begin with one that does, such as `**`.",
    });
  return faults;
}
