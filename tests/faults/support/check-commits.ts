import type { Accepted, Commit, Evidence } from "./evidence.ts";
import { grouped, inOrder, known, placeOf } from "./order.ts";
import { trailersOf, type Trailers } from "./trailers.ts";

interface Written {
  commit: Commit;
  trailers: Trailers;
}

/** Every deployment has the commits that its end says, once, and those of one place are in the order of acceptance. */
export function checkCommits(evidence: Evidence): string[] {
  const { accepted, commits } = evidence;
  const written = commits.flatMap((commit) => {
    const trailers = trailersOf(commit.message);
    return trailers ? [{ commit, trailers }] : [];
  });
  const byDeployment = grouped(written, ({ trailers }) => trailers.deployment);
  const ids = new Set(accepted.map(({ deployment }) => deployment.id));
  const history = new Set(commits.map(({ id }) => id));
  return [
    ...written
      .filter(({ trailers }) => !ids.has(trailers.deployment))
      .map(({ commit, trailers }) => `${commit.id} is for ${trailers.deployment}, which nobody asked for.`),
    ...accepted.flatMap((one) => ownCommits(one, byDeployment.get(one.deployment.id) ?? [], history)),
    ...outOfOrder(accepted, written),
  ];
}

function ownCommits(one: Accepted, written: Written[], history: Set<string>): string[] {
  const { id, status, changed, commit, ...rest } = known(one);
  const found = written.map((each) => each.commit.id).join(", ");
  const expected = status === "deployed" && changed ? 1 : 0;
  const said = `${id} (${placeOf(rest)}, ${rest.version ?? "removal"}) is ${status}${status === "deployed" ? ` with changed: ${changed}` : ""}`;
  if (written.length !== expected)
    return [`${said} and has ${written.length} commits instead of ${expected}: ${found || "none"}.`];
  if (status !== "deployed") return [];
  if (commit === undefined || !history.has(commit))
    return [`${said} by ${commit}, which is not in the history.`];
  if (expected === 1 && found !== commit) return [`${said} by ${commit}, but its commit is ${found}.`];
  return written.flatMap(({ trailers }) =>
    placeOf(trailers) === placeOf(rest) && trailers.version === rest.version
      ? []
      : [`${said}, but ${commit} is ${trailers.version} for ${placeOf(trailers)}.`],
  );
}

function outOfOrder(accepted: Accepted[], written: Written[]): string[] {
  const rank = new Map(inOrder(accepted).map(({ deployment }, index) => [deployment.id, index]));
  const rankOf = ({ trailers }: Written) => rank.get(trailers.deployment) ?? -1;
  return [...grouped(written, ({ trailers }) => placeOf(trailers))].flatMap(([place, ofPlace]) =>
    ofPlace
      .slice(1)
      .flatMap((later, index) =>
        rankOf(ofPlace[index]!) <= rankOf(later)
          ? []
          : [
              `In ${place} ${ofPlace[index]!.trailers.deployment} was committed before ${later.trailers.deployment}, which was accepted before it.`,
            ],
      ),
  );
}
