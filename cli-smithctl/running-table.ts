import type { Output } from "../clients/terminal/output.ts";
import { relativeTime } from "../clients/terminal/time.ts";
import type { Deployment, EnvironmentApp, Hold, RunningVersion } from "../generated/api.ts";
import { driftNote, stateOf } from "./state.ts";

/** What runs somewhere, or only that policies leave the place alone, or what was asked for there. */
type Row = { name: string; hold?: Hold | undefined; attempt?: Deployment | undefined } & Partial<
  Omit<EnvironmentApp | RunningVersion, "hold">
>;

/** Prints which version runs where, or which app, below a view of the one thing that they have in common. */
export function printRunning(title: "APP" | "ENVIRONMENT", rows: Row[], output: Output): void {
  output.print("");
  output.printTable(
    [
      { title, priority: 5, min: 8 },
      { title: "VERSION", priority: 4, min: 8 },
      { title: "DEPLOYED", priority: 2 },
      { title: "BY", priority: 1, min: 8 },
      { title: "COMMIT", priority: 0 },
      { title: "STATE", priority: 3, min: 16 },
    ],
    rows.map((at) => [
      at.name,
      at.version,
      relativeTime(at.deployedAt),
      at.deployedBy,
      at.commit?.slice(0, 12),
      stateOf(at) ?? "as deployed",
    ]),
  );
  if (rows.some(({ drifted }) => drifted)) output.note(driftNote);
}
