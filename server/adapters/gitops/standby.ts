import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Socket } from "node:net";

export type GitChild = ChildProcessByStdio<Socket, Socket, Socket>;

/** Reads arguments, a line each, up to an empty line, and becomes git. Where its input ends before that, so does it. */
export const WAIT = `while IFS= read -r argument || exit 1; [ -n "$argument" ]; do set -- "$@" "$argument"; done; exec git "$@"`;

/** Starts git commands, each in a process group of its own. */
export interface Starter {
  start(args: string[], env: Record<string, string>): GitChild;
  close(): void;
}

/** When they are needed. */
export const direct: Starter = { start: (args, env) => launch("git", args, env), close() {} };

/**
 * Keeps a process that is there before it is needed. The system copies the tables of our memory for each process that we
 * start, which takes ten milliseconds for each hundred MiB, and somebody would wait for that.
 */
export function withStandby(): Starter {
  let ready: { child: GitChild; env: string } | undefined;
  let next: NodeJS.Immediate | undefined;
  const drop = () => {
    ready?.child.stdin.end();
    ready = undefined;
  };
  const isFor = (env: Record<string, string>) => ready?.env === JSON.stringify(env);
  const prepare = (env: Record<string, string>) => {
    if (isFor(env)) return;
    drop();
    const child = launch("sh", ["-c", WAIT], env);
    const gone = () => {
      if (ready?.child === child) ready = undefined;
    };
    child.once("error", gone).once("exit", gone);
    child.stdin.on("error", gone);
    for (const part of partsOf(child)) part.unref();
    ready = { child, env: JSON.stringify(env) };
  };
  const take = (env: Record<string, string>) => {
    // The credentials may have become others meanwhile.
    if (!ready || !isFor(env)) return undefined;
    const { child } = ready;
    ready = undefined;
    for (const part of partsOf(child)) part.ref();
    return child;
  };
  return {
    start(args, env) {
      const child = args.every(isLine) ? take(env) : undefined;
      child?.stdin.write(`${args.join("\n")}\n\n`);
      // While git works we mostly wait.
      next ??= setImmediate(() => {
        next = undefined;
        try {
          prepare(env);
        } catch {
          // The next is started when it is needed, and says what is wrong.
        }
      });
      return child ?? launch("git", args, env);
    },
    close() {
      clearImmediate(next);
      drop();
    },
  };
}

const isLine = (argument: string) => argument !== "" && !argument.includes("\n");

const launch = (command: string, args: string[], env: Record<string, string>) =>
  spawn(command, args, { env, cwd: "/", detached: true, stdio: "pipe" }) as GitChild;

/** Whatever keeps our process alive. */
const partsOf = (child: GitChild) => [child, child.stdin, child.stdout, child.stderr];
