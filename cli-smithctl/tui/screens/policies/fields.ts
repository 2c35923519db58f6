import type { Policy } from "../../../../generated/api.ts";
import type { Faults, Field, Values } from "../../components/form.ts";
import type { PolicyDraft } from "../../data/policies.ts";

/** What is asked for of a policy. */
export const fieldsOf = (environments: readonly string[], policy: Policy | undefined): Field[] => [
  { name: "name", label: "Name", hint: "Such as main-to-staging.", isFixed: policy !== undefined },
  {
    name: "environment",
    label: "Environment",
    hint: "Where matching versions are deployed.",
    ...(environments.length > 0 && { choices: environments }),
  },
  {
    name: "branches",
    label: "Branches",
    hint: "Such as main release/** !release/old: the last that matches decides.",
    isFixed: hasSpaces(policy?.branches ?? []),
  },
  {
    name: "tags",
    label: "Tags",
    hint: "Such as v*. May be empty.",
    isFixed: hasSpaces(policy?.tags ?? []),
  },
  {
    name: "pullRequests",
    label: "Pull requests",
    hint: "Whether builds of pull requests are deployed too.",
    choices: ["no", "yes"],
  },
];

export const newValues = (environments: readonly string[]): Values => ({
  environment: environments[0] ?? "",
  pullRequests: "no",
});

export const valuesOf = ({ name, environment, branches, tags, pullRequests }: Policy): Values => ({
  name,
  environment,
  branches: branches.join(" "),
  tags: tags.join(" "),
  pullRequests: pullRequests ? "yes" : "no",
});

/** What is to be saved of what was filled in; what could not be typed stays as it was. */
export function draftOf(values: Values, policy: Policy | undefined): PolicyDraft {
  const { name = "", environment = "", branches, tags, pullRequests } = values;
  return {
    name,
    environment,
    branches: policy && hasSpaces(policy.branches) ? policy.branches : patternsIn(branches),
    tags: policy && hasSpaces(policy.tags) ? policy.tags : patternsIn(tags),
    pullRequests: pullRequests === "yes",
  };
}

const patternsIn = (text = "") => text.split(/\s+/).filter(Boolean);

/** Commas are parts of names. Whoever types one at the end of a pattern means to separate. */
export const commaFaults = (patterns: Values, before: Values): Faults =>
  Object.fromEntries(
    Object.entries(patterns)
      .filter(([name, text]) => text !== before[name] && /,(\s|$)/.test(text))
      .map(([name]) => [name, "Put spaces between patterns, and no commas."]),
  );

/** Of names with spaces nobody could tell how many there are. */
const hasSpaces = (patterns: readonly string[]) => patterns.some((pattern) => /\s/.test(pattern));
