import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of each scenario, as several run at the same time. */
const logs = new AsyncLocalStorage<Map<string, () => string>>();

/** Remembers where a log of the running scenario is, by a name. */
export const keepLog = (name: string, read: () => string): unknown => logs.getStore()?.set(name, read);

/** Runs a scenario; `onFailure` is told of the folder beside the reports that has what smithd said. */
export const withLogs = (
  scenario: () => Promise<void>,
  onFailure: (error: unknown, folder: string) => void,
) =>
  logs.run(new Map(), async () => {
    try {
      await scenario();
    } catch (error) {
      onFailure(error, writeLogs(logs.getStore()!));
      throw error;
    }
  });

function writeLogs(kept: Map<string, () => string>): string {
  const folder = join("reports", `faults-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  for (const [name, read] of kept) writeFileSync(join(folder, `${name}.log`), read());
  return folder;
}
