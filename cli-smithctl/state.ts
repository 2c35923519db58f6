import type { Hold } from "../generated/api.ts";

/** What is unusual where an app runs: somebody changed its folder, or policies leave it alone. */
export function stateOf(at: { drifted?: boolean; hold?: Hold | undefined }): string | undefined {
  const parts = [
    ...(at.drifted ? ["drifted"] : []),
    ...(at.hold ? [`on hold by ${at.hold.heldBy}: ${at.hold.reason}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** For those who see the word for the first time. */
export const driftNote = "drifted: its folder was changed by hand since; deploying again puts it back.";
