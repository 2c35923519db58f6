import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect, type Client } from "../../clients/client.ts";
import { run, startSmithd, type RunningSmithd } from "../../scripts/demo/programs.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { openTerminal, type Size, type Terminal } from "../support/terminal.ts";

const smithctl = join(import.meta.dirname, "../../dist/smithctl/smithctl.js");

export interface Stage {
  client: Client;
  /** A client of somebody else, by the name of the key. */
  clientOf(name: string): Promise<Client>;
  /** Opens the built smithctl on a terminal. */
  open(size: Size, env?: Record<string, string>): Terminal;
  /** How the built smithctl is started anywhere else, as one line for a shell. */
  command(env?: Record<string, string>): { command: string; env: Record<string, string> };
  /** Asks the GitOps repository. */
  git(...args: string[]): Promise<string>;
  /** Ends smithd at once, wherever it is; `restart` starts it again at the same address. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  clear(): Promise<void>;
}

/** A built smithd on embedded defaults. */
export async function setStage(): Promise<Stage> {
  const folder = await temporaryFolder();
  const data = join(folder, "data");
  const bare = { PATH: process.env["PATH"], HOME: folder };
  const settings = { SMITHD_DATA_DIR: data, SMITHD_LISTEN: `127.0.0.1:${await freePort()}` };
  const start = () => startSmithd({ ...bare, ...settings }, folder);
  let smithd: RunningSmithd = await start();
  const { url } = smithd;
  const apiKey = (await readFile(join(data, "first-api-key"), "utf8")).trim();
  const client = connect({ url, apiKey, userAgent: "test" });
  const terminals: Terminal[] = [];
  return {
    client,
    async clientOf(name) {
      const { key } = await client.keyCreate({ body: { name } });
      return connect({ url, apiKey: key, userAgent: "test" });
    },
    open(size, env = {}) {
      const options = {
        ...size,
        env: { ...bare, DEPLOYSMITH_URL: url, DEPLOYSMITH_API_KEY: apiKey, ...env },
      };
      const terminal = openTerminal(process.execPath, [smithctl], options);
      terminals.push(terminal);
      return terminal;
    },
    command: (env = {}) => ({
      command: `exec '${process.execPath}' '${smithctl}'`,
      env: { HOME: folder, DEPLOYSMITH_URL: url, DEPLOYSMITH_API_KEY: apiKey, LANG: "C.UTF-8", ...env },
    }),
    git: async (...args) =>
      (await run("git", [`--git-dir=${join(data, "gitops.git")}`, ...args], { cwd: folder, env: bare }))
        .stdout,
    kill: () => smithd.kill(),
    restart: async () => void (smithd = await start()),
    async clear() {
      for (const terminal of terminals) terminal.kill("SIGKILL");
      await smithd.stop();
    },
  };
}
