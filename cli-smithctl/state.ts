import type { Deployment, Hold } from "../generated/api.ts";

/** What is unusual where an app runs. */
interface Standing {
  drifted?: boolean;
  hold?: Hold | undefined;
  attempt?: Deployment | undefined;
}

/** Somebody changed its folder, policies leave it alone, or something else was asked for. */
export function stateOf({ drifted, hold, attempt }: Standing): string | undefined {
  const parts = [
    ...(drifted ? ["drifted"] : []),
    ...(attempt ? [attemptWords(attempt)] : []),
    ...(hold ? [`on hold by ${hold.heldBy}: ${hold.reason}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** "v3 failed", "removal queued". */
export const attemptWords = ({ kind, version = "", status, stalledBy }: Deployment): string =>
  `${kind === "removal" ? "removal" : version} ${stalledBy ? "stalled" : status}`;

/** For those who see the word for the first time. */
export const driftNote = "drifted: its folder was changed by hand since; deploying again puts it back.";
