import { UsageError } from "../../clients/errors.ts";
import { connectionFlags } from "../../clients/terminal/command-line.ts";
import { parseDuration } from "../../clients/terminal/duration.ts";

/** Flags of every command that changes what runs in an environment. */
export const changeFlags = {
  ...connectionFlags,
  reason: { type: "string" },
  wait: { type: "boolean" },
  timeout: { type: "string", default: "60s" },
  yes: { type: "boolean" },
} as const;

export const changeHelp: [string, string][] = [
  ["--reason TEXT", "why, for the commit and the list of deployments"],
  ["--wait", "wait until it is written, and fail if it fails"],
  ["--timeout 60s", "how long to wait"],
  ["--yes", "do not ask"],
];

export const changeExits = [
  "refused",
  "authentication",
  "conflict",
  "deploymentFailed",
  "waitTimedOut",
  "interrupted",
] as const;

/** How a change is carried out. */
export interface Manner {
  reason?: string;
  /** How long to wait for its end, in milliseconds; undefined where nobody waits. */
  waitMs?: number;
  yes: boolean;
  json: boolean;
}

interface Given {
  reason: string | undefined;
  wait: boolean | undefined;
  timeout: string;
  yes: boolean | undefined;
  json: boolean | undefined;
}

export function mannerOf({ reason, wait, timeout, yes, json }: Given): Manner {
  const waitMs = parseDuration(timeout, "--timeout");
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(wait ? { waitMs } : {}),
    yes: yes === true,
    json: json === true,
  };
}

/** Throws UsageError where the flag that names an environment is not given. */
export function requireEnvironment(environment: string | undefined, flag = "--env"): string {
  if (environment !== undefined) return environment;
  throw new UsageError(`${flag} is missing.`, `Name the environment: ${flag} staging`);
}
