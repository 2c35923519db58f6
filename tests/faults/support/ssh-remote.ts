import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../support/free-port.ts";
import { until } from "./until.ts";

const run = promisify(execFile);

export interface SshRemote {
  url: string;
  /** What smithd is set up with. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** It has to be called by its whole path, and is where people's PATH does not lead. */
const sshd = ["/usr/sbin", "/usr/local/sbin", "/sbin", ...(process.env["PATH"] ?? "").split(":")]
  .map((folder) => join(folder, "sshd"))
  .find((file) => existsSync(file));

/** Whether there is an sshd; the issue asks for ssh only where there is. */
export function hasSshd(): boolean {
  if (!sshd) console.error("\nSKIPPED: everything over ssh, because there is no sshd here.\n");
  return sshd !== undefined;
}

/** An sshd of our own on loopback that lets one new key in and knows nobody else. */
export async function startSshRemote(folder: string, repository: string): Promise<SshRemote> {
  const home = join(folder, "ssh");
  await mkdir(home, { mode: 0o700 });
  const file = (name: string) => join(home, name);
  for (const name of ["host", "user"])
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file(name)]);
  const port = await freePort();
  const read = (name: string) => execFileSync("cat", [file(name)], { encoding: "utf8" });
  await writeFile(file("known_hosts"), `[127.0.0.1]:${port} ${read("host.pub")}`);
  const settings = {
    ListenAddress: `127.0.0.1:${port}`,
    HostKey: file("host"),
    AuthorizedKeysFile: file("user.pub"),
    PidFile: "none",
    StrictModes: "no",
    UsePAM: "no",
    PasswordAuthentication: "no",
    KbdInteractiveAuthentication: "no",
    PermitRootLogin: "prohibit-password",
    MaxStartups: "100:100:100",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(file("sshd_config"), lines.join(""));
  // Where it puts itself once it knows who comes; a container often lacks it.
  if (userInfo().uid === 0) await mkdir("/run/sshd", { recursive: true });
  const server = spawn(sshd!, ["-D", "-e", "-f", file("sshd_config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-4000)));
  await until("sshd listens", () => {
    if (server.exitCode !== null) throw new Error(`sshd ended:\n${said}`);
    return listens(port);
  });
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}${repository}`,
    environment: {
      SMITHD_GITOPS_SSH_KEY_FILE: file("user"),
      SMITHD_GITOPS_KNOWN_HOSTS_FILE: file("known_hosts"),
    },
    async close() {
      server.kill("SIGKILL");
      await until("sshd ended", () => server.exitCode !== null || server.signalCode !== null);
    },
  };
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
