import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** Milliseconds from before a program is started until it has ended; rejects where that was no success. */
export async function timeRun(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  const time = performance.now() - startedAt;
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}.`);
  return time;
}

/**
 * Milliseconds of a CPU that a program took, the threads of its runtime included, as the kernel counted them; rejects
 * where it did not succeed.
 */
export async function measureRun(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ cpu: number }> {
  const child = spawn(
    "sh",
    ["-c", '"$@" >/dev/null 2>&1; code=$?; times >&3; exit $code', "sh", command, ...args],
    { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const report = (child.stdio[3] as Readable).toArray() as Promise<Buffer[]>;
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` ended with ${code}.`);
  // The second line is of the shell's children: `0m0.310s 0m0.020s`.
  const [, ofChildren = ""] = Buffer.concat(await report)
    .toString()
    .split("\n");
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  return { cpu: seconds.reduce((sum, each) => sum + each, 0) * 1000 };
}

/** One of our files as a process of its own, which answers one message after another. */
export interface Helper<Question, Answer> {
  /** Rejects where it ends instead. */
  ask(question: Question): Promise<Answer>;
  stop(): void;
}

export function startHelper<Question extends object, Answer>(file: string): Helper<Question, Answer> {
  const child = fork(join(import.meta.dirname, file), { serialization: "advanced" });
  const ended = once(child, "exit").then(() => {
    throw new Error(`${file} ended.`);
  });
  ended.catch(() => {});
  return {
    async ask(question) {
      const answered = once(child, "message") as Promise<[Answer]>;
      child.send(question);
      const [answer] = await Promise.race([answered, ended]);
      return answer;
    },
    stop: () => void child.kill(),
  };
}

/** The other end of `startHelper`. */
export function answerMessages<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on("message", (question: Question) => void answer(question).then((given) => process.send!(given)));
  // Nobody is left to ask.
  process.on("disconnect", () => process.exit());
}
