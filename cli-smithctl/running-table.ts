import type { Output } from "../clients/terminal/output.ts";
import { relativeTime } from "../clients/terminal/time.ts";
import type { EnvironmentApp, Hold, RunningVersion } from "../generated/api.ts";
import { driftNote, stateOf } from "./state.ts";

/** What runs somewhere, or only that policies leave the place alone. */
type Row = { name: string; hold?: Hold } & Partial<EnvironmentApp | RunningVersion>;

/** Prints which version runs where, or which app, below a view of the one thing that they have in common. */
export function printRunning(title: "APP" | "ENVIRONMENT", rows: Row[], output: Output): void {
  output.print("");
  output.printTable(
    [
      { title, priority: 4, min: 8 },
      { title: "VERSION", priority: 3, min: 8 },
      { title: "DEPLOYED", priority: 1 },
      { title: "COMMIT", priority: 0 },
      { title: "STATE", priority: 2, min: 16 },
    ],
    rows.map((at) => [
      at.name,
      at.version,
      relativeTime(at.deployedAt),
      at.commit?.slice(0, 12),
      stateOf(at) ?? "as deployed",
    ]),
  );
  if (rows.some(({ drifted }) => drifted)) output.note(driftNote);
}
