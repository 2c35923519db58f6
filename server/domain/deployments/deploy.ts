import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind, Ending } from "../../database/deployments.ts";
import { DomainError } from "../errors.ts";
import type { BlobStore, GitopsRepository } from "../ports.ts";
import { planBatch, type Verdict } from "./plan.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { overtake } from "./status.ts";

/** How often a batch is rebuilt because somebody else pushed first, before it fails. */
const ATTEMPTS = 10;

export interface Outcome {
  deployment: Deployment;
  /** `unknown` where a push was sent and nobody can say whether it landed: the sweep decides (recover.ts). */
  ending: Ending | "unknown";
}

interface Tools {
  tables: Pick<Tables, "apps" | "versions" | "runningVersions">;
  blobs: BlobStore;
  gitops: GitopsRepository;
  /** Stores what is about to be pushed; false where the deployment is no longer ours to write. */
  storeCommit: (
    deployment: Deployment,
    written: { commit: string; kind: DeploymentKind },
  ) => Promise<boolean>;
  onFault: (error: unknown) => void;
  now: () => number;
}

/**
 * Turns a batch of claimed deployments into one commit each, in order, and one push. A member that cannot be written
 * fails alone. Never rejects for what concerns deployments: every member gets an outcome.
 */
export async function deployBatch(tools: Tools, batch: Deployment[]): Promise<Outcome[]> {
  const { write, superseded } = overtake(batch);
  const outcomes: Outcome[] = superseded.map(({ deployment, by }) => ({
    deployment,
    ending: { status: "superseded", supersededBy: by },
  }));
  const prepared: Prepared[] = [];
  for (const deployment of write) {
    try {
      prepared.push(await prepare(tools.tables, tools.blobs, deployment));
    } catch (error) {
      outcomes.push({ deployment, ending: failed(tools, error) });
    }
  }
  return [...outcomes, ...(await writeAll(tools, prepared))];
}

/** Builds on the head that the mirror knows, without asking the remote: its refusal of the push is what tells. */
async function writeAll(tools: Tools, batch: Prepared[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let open = batch;
  let askRemote = false;
  try {
    for (let attempt = 0; open.length > 0 && attempt < ATTEMPTS; attempt++) {
      const head = askRemote ? await tools.gitops.sync() : await tools.gitops.head();
      const landed = attempt > 0 ? await alreadyLanded(tools.gitops, head, open) : [];
      outcomes.push(...landed);
      open = without(open, landed);
      const verdicts = await planBatch(tools.gitops, head, open, tools.now());
      // Only a push proves that the head was current; a verdict without one is said of a head just asked for.
      if (!askRemote && verdicts.some(({ kind }) => kind !== "commit")) {
        askRemote = true;
        continue;
      }
      const settled = await settle(tools, head, verdicts);
      outcomes.push(...settled);
      open = without(open, settled);
      askRemote = true;
    }
  } catch (error) {
    return [...outcomes, ...open.map(({ deployment }) => ({ deployment, ending: failed(tools, error) }))];
  }
  return [...outcomes, ...open.map(({ deployment }) => ({ deployment, ending: outrun() }))];
}

/** The outcomes that one head allows; what lost a race against another push is left out, to be tried again. */
async function settle(
  { gitops, storeCommit, onFault }: Tools,
  head: string,
  verdicts: Verdict[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const verdict of verdicts) {
    const { deployment } = verdict.prepared;
    if (verdict.kind === "unchanged")
      outcomes.push(deployed(verdict.prepared, false, await liveCommit(gitops, head, verdict.prepared)));
    if (verdict.kind === "refused") outcomes.push({ deployment, ending: failed({ onFault }, verdict.error) });
  }
  const commits = verdicts.filter((verdict) => verdict.kind === "commit");
  if (commits.length === 0) return outcomes;
  const ids = await gitops.build(
    head,
    commits.map(({ commit }) => commit),
  );
  for (const [index, { prepared }] of commits.entries()) {
    prepared.deployment.commit = ids[index]!;
    if (!(await storeCommit(prepared.deployment, { commit: ids[index]!, kind: prepared.kind })))
      throw new Error(`${prepared.deployment.id} was taken over by another writer`);
  }
  const pushed = await gitops.push(ids.at(-1)!);
  if (pushed === "behind") return outcomes;
  for (const [index, { prepared }] of commits.entries())
    outcomes.push(
      pushed === "accepted"
        ? deployed(prepared, true, ids[index]!)
        : { deployment: prepared.deployment, ending: "unknown" },
    );
  return outcomes;
}

/** A refused push does not mean that nothing landed: another's answer may have hidden ours. */
async function alreadyLanded(gitops: GitopsRepository, head: string, open: Prepared[]): Promise<Outcome[]> {
  const landed: Outcome[] = [];
  for (const prepared of open) {
    const { commit } = prepared.deployment;
    if (commit !== undefined && (await gitops.contains(head, commit)))
      landed.push(deployed(prepared, true, commit));
  }
  return landed;
}

const liveCommit = async (gitops: GitopsRepository, head: string, { liveCommit, folder }: Prepared) =>
  liveCommit ?? (await gitops.lastChange(head, folder));

const deployed = ({ deployment, kind }: Prepared, changed: boolean, commit: string): Outcome => ({
  deployment,
  ending: { status: "deployed", kind, changed, commit },
});

const without = (open: Prepared[], outcomes: Outcome[]) =>
  open.filter(({ deployment }) => !outcomes.some((outcome) => outcome.deployment === deployment));

function failed({ onFault }: Pick<Tools, "onFault">, error: unknown): Ending {
  if (error instanceof DomainError)
    return { status: "failed", failure: { code: error.code, detail: error.message } };
  onFault(error);
  return {
    status: "failed",
    failure: {
      code: "internal-error",
      detail: "Something went wrong inside smithd. Its log says what, under this deployment's id.",
    },
  };
}

const outrun = (): Ending => ({
  status: "failed",
  failure: {
    code: "gitops-rejected",
    detail: `Others pushed to the GitOps repository ${ATTEMPTS} times while this was being written. Deploy again.`,
  },
});
