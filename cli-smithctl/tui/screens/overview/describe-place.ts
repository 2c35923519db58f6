import { relativeTime } from "../../../../clients/terminal/time.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { hasFailed, isBusy, type PlaceFacts } from "./place-facts.ts";

/** The chosen place in a sentence, what is most urgent first. */
export function describePlace(environment: string, facts: PlaceFacts, now: number): Line {
  const { running, hold, attempt, newer } = facts;
  const parts: Line[] = [
    ...(attempt && isBusy(facts)
      ? [[span(`${attempt.version ?? "removal"} is ${stateOf(attempt)}`, "accent")]]
      : []),
    ...(attempt && hasFailed(facts)
      ? [
          [
            span(
              `${attempt.version ?? "removal"} failed: ${attempt.failure?.code ?? "no reason is known"}`,
              "bad",
            ),
          ],
        ]
      : []),
    running
      ? [
          span(running.version, "name"),
          span(`, ${relativeTime(running.deployedAt, now)} by ${running.deployedBy}`),
        ]
      : [ours("nothing runs")],
    ...(hold ? [[span(`on hold by ${hold.heldBy}: ${hold.reason}`, "warning" as const)]] : []),
    ...(running?.drifted ? [[ours("drifted: its folder was changed by hand", "warning" as const)]] : []),
    ...(newer !== undefined ? [[span(`newer: ${newer}`, "good" as const)]] : []),
  ];
  return [
    span(`${environment}  `, "muted"),
    ...parts.flatMap((part, index) => [...(index > 0 ? [ours(" · ", "muted")] : []), ...part]),
  ];
}

const stateOf = ({ status, stalledBy }: { status: string; stalledBy?: { code: string } | undefined }) =>
  stalledBy ? `stalled (${stalledBy.code})` : status;
