import { spawn } from "node:child_process";
import { join } from "node:path";
import { connect, type Client } from "../../../clients/client.ts";
import type { DatabaseConfig } from "../../../server/config.ts";

const program = join(import.meta.dirname, "../../../server/main.ts");

export interface SmithdProcess {
  client: Client;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
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
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      SMITHD_DATA_DIR: folder,
      SMITHD_LISTEN: "127.0.0.1:0",
      ...(database.kind === "postgres" && { SMITHD_DATABASE_URL: database.url }),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, address] = /"url":"([^"]+)".*"smithd is ready"/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    void closed.then(() => reject(new Error(`smithd did not start:\n${said}`)));
  });
  return {
    client: connect({ url, apiKey, userAgent: "tests", patienceMs: 0 }),
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}
