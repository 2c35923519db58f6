import { readFileSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseConfig } from "../../../server/config.ts";
import { postgres } from "../../support/engines.ts";
import { prepareDatabase } from "../../support/smithd.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import type { Chance } from "./chance.ts";
import { check } from "./checker.ts";
import type { Accepted, Evidence } from "./evidence.ts";
import { type GitShim, makeGitShim } from "./git-shim.ts";
import { type HttpRemote, startHttpRemote } from "./http-remote.ts";
import { createOutsider, type Outsider } from "./outsider.ts";
import { readRemote } from "./read-remote.ts";
import { createRemoteRepository, type RemoteRepository } from "./remote-repository.ts";
import { createReplica, type Replica } from "./replica.ts";
import { startSshRemote } from "./ssh-remote.ts";
import { createWorkload, type Workload } from "./workload.ts";

/** Seconds that smithd has for what somebody waits for: a push, and the question what became of it. */
const PATIENCE = 6;

export interface WorldOptions {
  /** SQLite in the only replica's folder unless PostgreSQL, or a database there, is asked for. */
  database?: "postgres" | DatabaseConfig;
  transport?: "file" | "http" | "ssh";
  replicas?: number;
  apps?: number;
  /** Settings of every replica. */
  environment?: Record<string, string>;
  environmentOf?: (name: string) => Record<string, string>;
  /** That an http remote lets in; everybody where absent. */
  tokens?: string[];
  /** Where a replica keeps its data, instead of a temporary folder. */
  dataFolder?: (name: string) => Promise<string>;
}

/** smithd with all it works with, every part of it real, and those who use it. */
export interface World {
  remote: RemoteRepository;
  /** Only where the transport is http. */
  http: HttpRemote;
  replicas: Replica[];
  /** The first replica. */
  replica: Replica;
  /** One for each replica. */
  shims: GitShim[];
  shim: GitShim;
  workload: Workload;
  outsider: Outsider;
  database: DatabaseConfig | undefined;
  /** Waits until everything has ended, looks at everything, and throws with all that is wrong. */
  verify(seconds?: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Resolves once the replicas run and there are versions to deploy. */
export async function createWorld(chance: Chance, options: WorldOptions = {}): Promise<World> {
  await using started = new AsyncDisposableStack();
  const folder = await temporaryFolder();
  started.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const remote = await createRemoteRepository(folder);
  const http = options.transport === "http" ? await startHttpRemote(folder) : undefined;
  if (http) started.defer(() => http.close());
  if (http && options.tokens) http.tokens = new Set(options.tokens);
  const ssh = options.transport === "ssh" ? await startSshRemote(folder, remote.path) : undefined;
  if (ssh) started.defer(() => ssh.close());
  const database = options.database === "postgres" ? await postgres.createDatabase(folder) : options.database;
  const preparedKey = database && (await prepareDatabase(database));

  // Whichever writes has to read what another took.
  const blobs = join(folder, "blobs");
  await mkdir(blobs);
  const shims: GitShim[] = [];
  const replicas: Replica[] = [];
  for (let index = 0; index < (options.replicas ?? 1); index++) {
    const name = `r${index}`;
    const shim = await makeGitShim(join(folder, `git-of-${name}`));
    const dataFolder = (await options.dataFolder?.(name)) ?? join(folder, name);
    await mkdir(dataFolder, { recursive: true });
    if (options.replicas !== undefined) await symlink(blobs, join(dataFolder, "blobs"));
    shims.push(shim);
    const replica = createReplica({
      name,
      folder: dataFolder,
      apiKey: () => preparedKey ?? readFileSync(join(dataFolder, "first-api-key"), "utf8").trim(),
      environment: {
        PATH: `${shim.folder}:${process.env["PATH"]}`,
        HOME: folder,
        SMITHD_GITOPS_URL: ssh?.url ?? http?.urlFor(name) ?? `file://${remote.path}`,
        SMITHD_GITOPS_TIMEOUT_SECONDS: String(PATIENCE),
        ...(database?.kind === "postgres" && { SMITHD_DATABASE_URL: database.url }),
        ...ssh?.environment,
        ...options.environment,
        ...options.environmentOf?.(name),
      },
    });
    replicas.push(replica);
    started.defer(async () => {
      await shim.release();
      await replica.kill();
    });
  }
  await Promise.all(replicas.map((replica) => replica.start()));
  const clients = () => replicas.flatMap(({ client }) => client ?? []);
  const workload = createWorkload(clients, chance);
  await workload.prepare(options.apps ?? 3);
  const outsider = await createOutsider(folder, remote.path, chance);
  started.defer(() => outsider.stop());

  const verify = async (seconds?: number) => {
    await workload.settle(seconds);
    await workload.lookAgain();
    const { accepted, odd, published } = workload;
    const evidence: Evidence = {
      accepted,
      published,
      foreign: outsider.pushed,
      ...(await readRemote(remote.path)),
    };
    const wrong = [...odd, ...check(evidence), ...unread(accepted), ...provesNothing(accepted)];
    if (wrong.length > 0) throw new Error(report(wrong, evidence, replicas));
  };
  const all = started.move();
  return {
    remote,
    http: http!,
    replicas,
    replica: replicas[0]!,
    shims,
    shim: shims[0]!,
    workload,
    outsider,
    database,
    verify,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Nobody touched the files of versions. */
const unread = (accepted: Accepted[]) =>
  accepted
    .filter(({ last }) => last?.failure?.code === "version-corrupt")
    .map(({ deployment: { id } }) => `${id} failed because files of its version could not be read.`);

/** Where everything fails, whatever was promised of the rest holds. */
const provesNothing = (accepted: Accepted[]) =>
  accepted.length < 20 || accepted.some(({ last }) => last?.status === "deployed")
    ? []
    : [`None of ${accepted.length} deployments was deployed.`];

/** What is wrong, and what was said of the deployments and commits that it names. */
function report(wrong: string[], { commits }: Evidence, replicas: Replica[]): string {
  const ids = new Set(wrong.join("\n").match(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{40}\b/g));
  const isNamed = (line: string) => [...ids].some((id) => line.includes(id));
  const logs = replicas.flatMap(({ name, log }) =>
    log()
      .split("\n")
      .filter(
        (line) =>
          /"smithd is ready"|"level":[456]0/.test(line) || (isNamed(line) && !/"msg":"request"/.test(line)),
      )
      .slice(-40)
      .map((line) => `${name}: ${line.slice(0, 2000)}`),
  );
  const history = commits.map(
    ({ id, message }, index) =>
      `${index} ${id} ${message.split("\n")[0]} ${/DeploySmith-Deployment: (\S+)/.exec(message)?.[1] ?? ""}`,
  );
  return [wrong.join("\n"), "The history:", ...history.filter(isNamed), "The logs:", ...logs].join("\n");
}
