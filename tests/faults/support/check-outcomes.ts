import type { Accepted, Evidence } from "./evidence.ts";
import { grouped, inOrder, known, placeOf } from "./order.ts";

const ENDS = ["deployed", "failed", "superseded"];

/** Every accepted deployment ended, once, and the order of acceptance is one that clients could have seen. */
export function checkOutcomes({ accepted }: Evidence): string[] {
  return [
    ...accepted.flatMap(ended),
    ...accepted.flatMap((one) => superseded(one, accepted)),
    ...[...grouped(accepted, ({ deployment }) => deployment.app).values()].flatMap(acceptedInTurn),
  ];
}

function ended(one: Accepted): string[] {
  const { id, status, ...rest } = known(one);
  if (!ENDS.includes(status)) return [`${id} never ended: it is ${status}, ${JSON.stringify(rest)}.`];
  const { end, last } = one;
  if (!end || !last) return [];
  const said = ({ status, changed, commit, supersededBy, failure }: typeof end) =>
    JSON.stringify({ status, changed, commit, supersededBy, failure: failure?.code });
  return said(end) === said(last) ? [] : [`${id} ended as ${said(end)} and is ${said(last)} now.`];
}

function superseded(one: Accepted, accepted: Accepted[]): string[] {
  const { id, status, supersededBy, ...place } = known(one);
  if (status !== "superseded") return [];
  const by = accepted.find(({ deployment }) => deployment.id === supersededBy);
  if (!by) return [`${id} was superseded by ${supersededBy}, which nobody asked for.`];
  if (placeOf(by.deployment) !== placeOf(place))
    return [`${id} was superseded by ${supersededBy}, which is for ${placeOf(by.deployment)}.`];
  if (inOrder([one, by])[0] !== one)
    return [`${id} was superseded by ${supersededBy}, which was accepted before it.`];
  const { status: its } = known(by);
  return its === "deployed" || its === "superseded"
    ? []
    : [`${id} was superseded by ${supersededBy}, which is ${its}.`];
}

/** Who asks after an answer is accepted after what was answered. */
function acceptedInTurn(ofApp: Accepted[]): string[] {
  const ordered = inOrder(ofApp);
  return ordered.flatMap((one, index) =>
    ordered
      .slice(0, index)
      .filter((earlier) => one.answeredAt < earlier.sentAt)
      .map(
        (earlier) =>
          `${earlier.deployment.id} counts as accepted before ${one.deployment.id}, whose answer was there before it was asked for.`,
      ),
  );
}
