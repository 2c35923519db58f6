import { pino, type Logger } from "pino";
import { connect, type Client } from "../../clients/client.ts";
import { readConfig, type Config, type DatabaseConfig } from "../../server/config.ts";
import { openDatabase } from "../../server/database/database.ts";
import { mintApiKey } from "../../server/domain/access/api-keys.ts";
import { startSmithd, type Overrides, type Smithd } from "../../server/smithd.ts";
import type { Engine } from "./engines.ts";
import { bareRepository, type Repository } from "./git.ts";
import { temporaryFolder } from "./temporary.ts";

export interface TestSmithd extends Smithd {
  client: Client;
  apiKey: string;
  /** What smithd writes to. */
  repository: Repository;
  config: Config;
  folder: string;
}

export interface TestOptions {
  /** SMITHD_… variables beyond those that give it a folder and a port. */
  environment?: Record<string, string>;
  /** Where a stopped smithd is to be started again. */
  after?: TestSmithd;
  /** One with whose database, blobs and repository this one works, as another replica. */
  beside?: TestSmithd;
  overrides?: Overrides;
  /** Where it logs to; nowhere by default. */
  log?: Logger;
}

/** A real smithd on a temporary data folder, answering on loopback, with every answer held against the contract. */
export async function startTestSmithd(engine: Engine, options: TestOptions = {}): Promise<TestSmithd> {
  const folder = options.after?.folder ?? (await temporaryFolder());
  const config = options.after?.config ?? {
    ...readConfig({
      SMITHD_DATA_DIR: folder,
      SMITHD_LISTEN: "127.0.0.1:0",
      SMITHD_LOG_LEVEL: "silent",
      ...(options.beside && { SMITHD_GITOPS_URL: `file://${options.beside.repository.path}` }),
      ...options.environment,
    }),
    database: options.beside?.config.database ?? (await engine.createDatabase(folder)),
    // Either may be the one that writes.
    ...(options.beside && { blobs: options.beside.config.blobs }),
  };
  const apiKey = (options.after ?? options.beside)?.apiKey ?? (await prepareDatabase(config.database));
  const { log = pino({ level: "silent" }) } = options;
  const smithd = await startSmithd(config, log, { validateResponses: true, ...options.overrides });
  return {
    ...smithd,
    apiKey,
    config,
    folder,
    client: connect({ url: smithd.url, apiKey, userAgent: "tests" }),
    repository: bareRepository(config.gitops.kind === "embedded" ? config.gitops.path : config.gitops.url),
  };
}

/** Makes the tables, and a key to smithd's API. */
export async function prepareDatabase(config: DatabaseConfig): Promise<string> {
  const { key, text } = mintApiKey("ada", Date.now());
  const database = openDatabase(config);
  await database.migrate();
  await database.apiKeys.insert(key);
  await database.close();
  return text;
}
