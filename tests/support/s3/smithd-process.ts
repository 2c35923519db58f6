import { join } from "node:path";
import { connect, type Client } from "../../../clients/client.ts";
import { startSmithd, type RunningSmithd } from "../../../scripts/demo/programs.ts";
import type { DatabaseConfig } from "../../../server/config.ts";

const program = join(import.meta.dirname, "../../../server/main.ts");

export interface SmithdProcess extends RunningSmithd {
  client: Client;
}

export interface ProcessOptions {
  folder: string;
  database: DatabaseConfig;
  apiKey: string;
  /** Beyond those that lead to the folder and the database. */
  environment: Record<string, string>;
}

/** Starts smithd as a process of its own, and waits until it is ready. What it is asked is never asked twice. */
export async function startSmithdProcess(options: ProcessOptions): Promise<SmithdProcess> {
  const { folder, database, apiKey, environment } = options;
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    SMITHD_DATA_DIR: folder,
    SMITHD_LISTEN: "127.0.0.1:0",
    ...(database.kind === "postgres" && { SMITHD_DATABASE_URL: database.url }),
    ...environment,
  };
  const smithd = await startSmithd(env, folder, program);
  return { ...smithd, client: connect({ url: smithd.url, apiKey, userAgent: "tests", patienceMs: 0 }) };
}
