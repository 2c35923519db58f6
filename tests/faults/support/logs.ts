import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const logs = new Map<string, () => string>();

/** Remembers where a log of the running scenario is, by a name. */
export const keepLog = (name: string, read: () => string): void => void logs.set(name, read);

/** Forgets the logs of the scenario before. */
export const forgetLogs = (): void => logs.clear();

/** Writes what smithd said beside the reports. Returns where. */
export function writeLogs(): string {
  const folder = join("reports", `faults-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, read] of logs) writeFileSync(join(folder, `${name}.log`), read());
  return folder;
}
