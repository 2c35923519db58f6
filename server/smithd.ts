import { join } from "node:path";
import type { Logger } from "pino";
import { createValidator } from "../manifests/index.ts";
import packageJson from "../package.json" with { type: "json" };
import { diskBlobStore, type DiskBlobStore } from "./adapters/blobs/disk.ts";
import type { S3BlobStore } from "./adapters/blobs/s3.ts";
import { createEmbeddedRepository } from "./adapters/gitops/create-embedded.ts";
import { probeRemote } from "./adapters/gitops/probe.ts";
import { type GitopsRepositoryOptions, openGitopsRepository } from "./adapters/gitops/repository.ts";
import type { BlobsConfig } from "./blobs-config.ts";
import type { Config, GitopsConfig } from "./config.ts";
import { openDataFolder } from "./data-folder.ts";
import { openDatabase } from "./database/database.ts";
import { createByteBudget } from "./domain/byte-budget.ts";
import { createEnds } from "./domain/deployments/ends.ts";
import { objectLedgers } from "./domain/deployments/ledgers.ts";
import { environmentDirectory } from "./domain/environments.ts";
import { createEventStreams } from "./domain/events/streams.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import { watchDraftExpiry } from "./draft-expiry.ts";
import { makeFirstKey } from "./first-key.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createApi } from "./http/api.ts";
import { createApp } from "./http/app.ts";
import { UPLOADS } from "./http/beside.ts";
import { listen } from "./http/server.ts";
import { createAdmission } from "./http/security.ts";
import { createMetrics } from "./metrics.ts";
import { createOperations, repeatable } from "./operations/index.ts";
import { acceptance } from "./domain/deployments/accept.ts";
import { createReadiness } from "./readiness.ts";
import { startWorker } from "./worker.ts";

/** The id of the one GitOps repository that a smithd serves; tables carry it, so that more can come. */
export const REPOSITORY = "default";

export interface Smithd {
  /** How clients reach it. */
  url: string;
  /** The file that holds the first API key, where this start made one. */
  firstKeyFile?: string;
  /** Answers what was asked, finishes what is being written, lets go of everything. */
  stop(): Promise<void>;
}

export interface Overrides {
  now?: () => number;
  validateResponses?: boolean;
  /** Puts something between smithd and its repository. */
  gitops?: (repository: GitopsRepository) => GitopsRepository;
  finishWithin?: number;
  /** Of event streams: how often they are heard of, how many there may be, and how slow their readers, in milliseconds. */
  streams?: { heartbeat?: number; streams?: number; patience?: number };
}

/** Milliseconds for a batch after SIGTERM: commands/serve.ts gives up at 20 seconds, and closing takes its time. */
const FINISH_WITHIN = 17_500;

/** Bytes of files that may be in memory for being published. What is larger is published alone; others wait. */
const PUBLISHED_AT_ONCE = 8 * 1024 * 1024;

/** Puts the parts together and starts them; what fails on the way takes down what was started before. */
export async function startSmithd(config: Config, log: Logger, overrides: Overrides = {}): Promise<Smithd> {
  const { now = Date.now, validateResponses = false, finishWithin = FINISH_WITHIN } = overrides;
  await using started = new AsyncDisposableStack();
  let publicUrl = config.publicUrl ?? "";

  const dataFolder = openDataFolder(config.dataDir);
  started.defer(() => dataFolder.release());
  const database = openDatabase(config.database);
  started.defer(() => database.close());
  const applied = await database.migrate();
  if (applied.length > 0) log.info({ migrations: applied }, "database migrated");
  const firstKeyFile =
    config.database.kind === "sqlite" ? await makeFirstKey(database, config.dataDir, now()) : undefined;
  const storage = await openStorage(config.blobs, {
    secret: dataFolder.uploadSecret,
    uploadUrl: () => publicUrl + UPLOADS,
    now,
  });
  if (storage.kind === "disk") await storage.blobs.clean();
  else started.defer(() => storage.blobs.close());
  const blobs: BlobStore = storage.blobs;
  const metrics = createMetrics(() => database.deployments.queue(REPOSITORY));
  const opened = await openGitops(config.gitops, config.dataDir, {
    memory: {
      head: () => database.branches.head(REPOSITORY),
      followed: () => database.branches.followed(REPOSITORY),
    },
    onExchange: (exchange, outcome, milliseconds) =>
      metrics.exchangeSeconds.observe({ exchange, outcome }, milliseconds / 1000),
  });
  started.defer(() => opened.close());
  const gitops = overrides.gitops?.(opened) ?? opened;

  // Nobody waits for it: smithd takes versions while the repository is away. But a wrong address is said at once.
  void opened.sync().catch((error: unknown) => {
    log.warn({ err: error }, "the GitOps repository cannot be asked: deployments will fail until it can");
  });

  const validator = createValidator(config.validation);
  started.defer(() => validator.close());
  const environments = environmentDirectory(gitops, now, (error) =>
    log.warn({ err: error }, "the GitOps repository cannot be asked; environments are shown as last seen"),
  );
  const ends = createEnds(database);
  const leaving = new AbortController();
  const alone = config.database.kind === "sqlite";
  const worker = startWorker({
    database,
    blobs,
    gitops,
    repository: REPOSITORY,
    fluxSetsNamespace: config.fluxSetsNamespace,
    ledgers: objectLedgers({
      database,
      gitops,
      repository: REPOSITORY,
      validate: validator.validate,
      onFilled: (environment, apps) =>
        log.info({ environment, apps }, "objects were read from the GitOps repository"),
    }),
    alone,
    ends,
    metrics,
    log,
    finishWithin,
    now,
  });
  started.defer(() => worker.stop());
  const housekeeping = startHousekeeping({ database, blobs, log, now });
  started.defer(() => housekeeping.stop());

  const nudge = () => database.signals.send({ kind: "queued" });
  const { maxQueued } = config;
  const handlers = createOperations({
    accept: acceptance({ database, environments, maxQueued, nudge, now }),
    database,
    tables: database,
    blobs,
    gitops,
    ends,
    environments,
    eventStreams: createEventStreams({
      ...{ database, leaving: leaving.signal, now },
      ...(overrides.streams && { limits: overrides.streams }),
    }),
    repository: REPOSITORY,
    limits: config.limits,
    validate: validator.validate,
    fluxSetsNamespace: config.fluxSetsNamespace,
    memory: createByteBudget(PUBLISHED_AT_ONCE),
    nudge,
    serverVersion: packageJson.version,
    now,
  });
  const draftExpiry = blobs.draftExpiry && watchDraftExpiry(blobs.draftExpiry, log, now);
  // Asked at once for its warning.
  void draftExpiry?.().catch(() => {});
  const readiness = createReadiness({
    ...{ database, blobs, gitops, environments, now },
    ...(draftExpiry && { draftExpiry }),
  });
  const app = createApp({
    api: await createApi({
      handlers,
      repeatable: repeatable({ environments }),
      admit: createAdmission(database, now),
      validateResponses,
    }),
    metrics,
    log,
    readiness: readiness.check,
    ...(storage.kind === "disk" && { receiveUpload: (upload) => storage.blobs.receive(upload, now) }),
    bodyLimit: config.limits.bodyBytes,
    publicUrl: () => publicUrl,
    draining: readiness.draining,
    leaving: leaving.signal,
    patience: overrides.streams?.patience,
  });
  const server = await listen(app.callback(), config.listen);
  started.defer(() => server.close());
  // Runs first: requests are drained and the last batch is written at the same time.
  started.defer(() => {
    readiness.drain();
    ends.letGo();
    leaving.abort();
    void worker.stop();
  });
  publicUrl ||= server.url;
  log.info({ url: publicUrl, version: packageJson.version }, "smithd is ready");

  const all = started.move();
  return { url: publicUrl, ...(firstKeyFile && { firstKeyFile }), stop: () => all.disposeAsync() };
}

type Storage = { kind: "disk"; blobs: DiskBlobStore } | { kind: "s3"; blobs: S3BlobStore };

/** What S3 needs is loaded only where it is used. */
export async function openStorage(
  config: BlobsConfig,
  { now, ...signing }: { secret: Uint8Array; uploadUrl: () => string; now: () => number },
): Promise<Storage> {
  if (config.kind === "disk")
    return { kind: "disk", blobs: diskBlobStore({ folder: config.folder, ...signing }) };
  const { s3BlobStore, awsCredentials } = await import("./adapters/blobs/s3.ts");
  const blobs = s3BlobStore({ ...config, credentials: awsCredentials(config.region), now });
  return { kind: "s3", blobs };
}

/** For `smithd doctor`, which opens no mirror beside a running smithd's. */
export const probeGitops = probeRemote;

async function openGitops(
  config: GitopsConfig,
  dataDir: string,
  hooks: Pick<GitopsRepositoryOptions, "memory" | "onExchange">,
): Promise<GitopsRepository> {
  const { branch, author, timeoutMs } = config;
  const mirrorPath = join(dataDir, "mirrors", `${REPOSITORY}.git`);
  const mirror = { mirrorPath, branch, author, timeoutMs, ...hooks };
  if (config.kind === "remote") {
    const { url, credentials } = config;
    return openGitopsRepository({ ...mirror, url, ...(credentials && { credentials }) });
  }
  await createEmbeddedRepository({ path: config.path, branch, author, date: Date.now() });
  return openGitopsRepository({ ...mirror, url: config.path });
}
