import { troubleLines } from "../../components/trouble.ts";
import type { Policies, TriedOut } from "../../data/policies.ts";
import { ours, span, type Line } from "../../text/line.ts";

/** What there is to say where no policy can be shown; undefined where there are some. */
export function insteadOfPolicies(
  { policies, trouble }: Policies,
  app: string,
  width: number,
): Line[] | undefined {
  if (policies && policies.length > 0) return undefined;
  if (policies) return firstPolicy(app);
  return trouble ? troubleLines(trouble, width) : [[], [ours("  Reading the policies …", "muted")]];
}

const firstPolicy = (app: string): Line[] => [
  [],
  [span(`  ${app} has no policy: nothing of it is deployed by itself.`, "title")],
  [],
  [ours("  It says which branches and tags go where, such as main to staging.")],
  [ours("  Press "), ours("a", "key"), ours(" to add one.")],
];

/** Where a branch or a tag would go. */
export function triedOutLines(tried: TriedOut | undefined): Line[] {
  if (!tried) return [[ours("  Type to see where it would be deployed.", "muted")]];
  if ("trouble" in tried) return [[ours("  "), span(tried.trouble.message, "bad")]];
  const { matches, skipped } = tried.matches;
  if (matches.length + skipped.length === 0)
    return [[ours("  · to no environment: no policy matches", "muted")]];
  return [
    ...matches.map(({ environment, policy }): Line => [
      ours("  ✓ to ", "good"),
      span(environment, "name"),
      span(`, by policy ${policy}`, "muted"),
    ]),
    ...skipped.map(({ environment, policy, detail }): Line => [
      ours("  ‖ not to ", "warning"),
      span(environment, "name"),
      span(`, policy ${policy}: ${detail}`, "muted"),
    ]),
  ];
}
