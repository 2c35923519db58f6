import type { Colours } from "../../../clients/terminal/colour.ts";
import type { Output } from "../../../clients/terminal/output.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { Deployment } from "../../../generated/api.ts";
import { shortId } from "./find.ts";

/** Prints deployments, or what to do where there is none. */
export function printDeployments(deployments: Deployment[], filtered: boolean, output: Output): void {
  if (deployments.length === 0) {
    return output.note(
      filtered
        ? "No deployment matches."
        : "Nothing was deployed yet. Deploy a version: smithctl deploy APP VERSION --env ENVIRONMENT",
    );
  }
  output.printTable(
    [
      { title: "STATUS", priority: 7, style: (cell) => paintStatus(cell, output.colours) },
      { title: "APP", priority: 9, min: 6 },
      { title: "VERSION", priority: 8, min: 8 },
      { title: "ENV", priority: 5, min: 6 },
      { title: "WHEN", priority: 4 },
      { title: "KIND", priority: 1 },
      { title: "BY", priority: 2, min: 8 },
      { title: "WHY", priority: 3, min: 24 },
      { title: "ID", priority: 6, short: shortId },
    ],
    deployments.map((each) => [
      each.status,
      each.app,
      each.version,
      each.environment,
      relativeTime(each.finishedAt ?? each.createdAt),
      each.kind,
      askedBy(each),
      each.failure?.code ?? each.reason,
      each.id,
    ]),
  );
}

/** Colours a status, which may be filled with spaces. */
export function paintStatus(cell: string, { red, green, yellow, dim }: Colours): string {
  const paint = { deployed: green, failed: red, superseded: dim, queued: yellow, writing: yellow }[
    cell.trim()
  ];
  return paint ? paint(cell) : cell;
}

/** A person or a pipeline, and the policy where one acted for it. */
export function askedBy({ requestedBy, policy }: Deployment): string {
  return policy === undefined ? requestedBy : `${requestedBy}, policy ${policy}`;
}
