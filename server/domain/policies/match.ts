import { cut } from "../cut.ts";
import { matchesInOrder, parsePattern } from "./pattern.ts";

export interface Rule {
  name: string;
  environment: string;
  branches: string[];
  tags: string[];
  pullRequests: boolean;
}

/** What a version was built from, as far as rules ask. */
export interface Origin {
  branch?: string;
  tag?: string;
  pullRequest?: string;
  /** Epoch milliseconds. */
  date: number;
}

/** What stands in the way of an environment. */
export interface Obstacles {
  hold?: { reason: string; heldBy: string; heldAt: number };
  /** The date of the version that was requested there last from the same branch. */
  newestRequested?: { version: string; date: number };
}

export interface Skipped {
  policy: string;
  environment: string;
  reason: "held" | "older-than-requested" | "pull-request" | "same-environment";
  detail: string;
}

export interface Selection {
  deploy: { policy: string; environment: string }[];
  skipped: Skipped[];
}

/** Whether a rule's patterns match, leaving pull requests aside. */
export function ruleMatches(rule: Rule, origin: Pick<Origin, "branch" | "tag">): boolean {
  if (origin.tag !== undefined) return matchesInOrder(rule.tags.map(parsePattern), origin.tag);
  if (origin.branch !== undefined) return matchesInOrder(rule.branches.map(parsePattern), origin.branch);
  return false;
}

/** Reduces the matching rules to at most one deployment per environment and says why the others do not deploy. */
export function selectDeployments(
  rules: Rule[],
  origin: Origin,
  obstacles: (environment: string) => Obstacles,
): Selection {
  const selection: Selection = { deploy: [], skipped: [] };
  for (const rule of rules.filter((candidate) => ruleMatches(candidate, origin))) {
    const taken = selection.deploy.find(({ environment }) => environment === rule.environment);
    const skip = taken ? sameEnvironment(taken.policy) : obstacle(rule, origin, obstacles(rule.environment));
    if (skip) selection.skipped.push({ policy: rule.name, environment: rule.environment, ...skip });
    else selection.deploy.push({ policy: rule.name, environment: rule.environment });
  }
  return selection;
}

type Reason = Pick<Skipped, "reason" | "detail">;

const sameEnvironment = (policy: string): Reason => ({
  reason: "same-environment",
  detail: `The policy ${policy} deploys there already.`,
});

function obstacle(rule: Rule, origin: Origin, { hold, newestRequested }: Obstacles): Reason | undefined {
  if (origin.pullRequest !== undefined && !rule.pullRequests) {
    return {
      reason: "pull-request",
      detail: "A version that was built for a pull request is not what this policy deploys.",
    };
  }
  if (hold) {
    return {
      reason: "held",
      detail: cut(
        `Auto-deployment to ${rule.environment} is on hold since ${new Date(hold.heldAt).toISOString()}, by ${hold.heldBy}: ${hold.reason}. \`smithctl release\` ends it, and so does deploying a newer version by hand.`,
        1000,
      ),
    };
  }
  if (newestRequested && origin.date < newestRequested.date) {
    return {
      reason: "older-than-requested",
      detail: `${newestRequested.version} from the same branch is newer and was asked for there already.`,
    };
  }
  return undefined;
}
