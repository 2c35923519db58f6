import { afterAll, beforeAll } from "vitest";
import { onBothEngines, type Engine } from "./engines.ts";
import { startTestSmithd, type TestOptions, type TestSmithd } from "./smithd.ts";
import { removeTemporaryFolders } from "./temporary.ts";

/**
 * Runs scenarios against one smithd, on SQLite and on PostgreSQL. Scenarios share it, as teams do: each brings its own app.
 */
export function againstSmithd(
  scenarios: (smithd: () => TestSmithd, engine: Engine) => void,
  options: TestOptions = {},
): void {
  onBothEngines((engine) => {
    let smithd: TestSmithd | undefined;
    beforeAll(async () => {
      smithd = await startTestSmithd(engine, options);
    });
    afterAll(async () => {
      await smithd?.stop();
      await removeTemporaryFolders();
    });
    scenarios(() => smithd!, engine);
  });
}
