import type { Deployment } from "../../../generated/api.ts";
import { ours, span, type Line, type Role, type Span } from "../text/line.ts";

const signs: Record<string, { sign: string; role: Role; meaning: string }> = {
  deployed: { sign: "✓", role: "good", meaning: "its commit is in the GitOps repository" },
  failed: { sign: "✗", role: "bad", meaning: "nothing was changed" },
  superseded: { sign: "↷", role: "muted", meaning: "a later deployment took its place" },
  queued: { sign: "⠿", role: "accent", meaning: "smithd takes it next" },
  writing: { sign: "⠿", role: "accent", meaning: "its commit is being made and pushed" },
  stalled: {
    sign: "!",
    role: "warning",
    meaning: "the GitOps repository cannot be asked; smithd goes on trying",
  },
};

/** What the signs mean, for the help. */
export const statusLegend: Line[] = Object.entries(signs).map(([status, { sign, role, meaning }]) => [
  ours(`  ${sign} ${status.padEnd(10)}  `, role),
  ours(meaning),
]);

export const isUnderWay = ({ status }: Pick<Deployment, "status">): boolean =>
  status === "queued" || status === "writing";

/** "✓ deployed", also for a status that this program does not know yet. */
export function statusOf(deployment: Deployment, spinner: string): Span {
  const { status, stalledBy } = deployment;
  const word = isUnderWay(deployment) && stalledBy ? "stalled" : status;
  const { sign, role } = signs[word] ?? { sign: "·", role: "muted" };
  return span(`${sign === "⠿" ? spinner : sign} ${word}`, role);
}
