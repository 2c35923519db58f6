import { readdirSync, readFileSync } from "node:fs";

/** What a process holds in memory, in MiB, as Linux counts it: now, and at the most since it was started. */
export function resident(pid: string): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)![1]) / 1024;
  return { now: read("VmRSS"), peak: read("VmHWM") };
}

/** The process that was started with a setting which no other has, such as a folder of its own. */
export function processWith(setting: string, value: string): string {
  const isIt = (pid: string) => environmentOf(pid).includes(`${setting}=${value}`);
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && isIt(name));
  if (pid === undefined) throw new Error(`No process has ${setting}=${value}.`);
  return pid;
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    // It has ended, or is somebody else's.
    return [];
  }
}
