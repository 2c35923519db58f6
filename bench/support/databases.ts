import { join } from "node:path";
import pg from "pg";
import type { DatabaseConfig } from "../../server/config.ts";
import { openDatabase } from "../../server/database/database.ts";
import { mintApiKey } from "../../server/domain/access/api-keys.ts";
import { startPostgres } from "../../tests/support/postgres.ts";
import type { Scene } from "../benchmark.ts";

/** Either engine as it is set up for work: what is committed has reached the disk. */
export interface Engine {
  name: string;
  /** An empty database, that of a smithd with this data folder. */
  create(name: string, dataFolder: string): Promise<DatabaseConfig>;
}

const sqlite: Engine = {
  name: "SQLite",
  create: async (_, dataFolder) => ({ kind: "sqlite", file: join(dataFolder, "smithd.db") }),
};

async function postgres({ cleanUp }: Scene): Promise<Engine> {
  const server = await startPostgres({ durable: true });
  cleanUp.defer(() => server.stop());
  return {
    name: "PostgreSQL",
    async create(name) {
      const client = new pg.Client({ connectionString: `${server.url}/postgres` });
      await client.connect();
      await client.query(`CREATE DATABASE smithd_${name}`).finally(() => client.end());
      return { kind: "postgres", url: `${server.url}/smithd_${name}` };
    },
  };
}

/** Each is set up when its turn comes. */
export const engines: ((scene: Scene) => Engine | Promise<Engine>)[] = [() => sqlite, postgres];

/** Brings the schema up to date and returns a new API key. */
export async function openUp(config: DatabaseConfig): Promise<string> {
  const { key, text } = mintApiKey("bench", Date.now());
  const database = openDatabase(config);
  try {
    await database.migrate();
    await database.apiKeys.insert(key);
  } finally {
    await database.close();
  }
  return text;
}
