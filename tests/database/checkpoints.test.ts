import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import { mintApiKey } from "../../server/domain/access/api-keys.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

afterAll(removeTemporaryFolders);

test("SQLite's log is taken into the database soon after the last write, also where a transaction was open meanwhile", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "smithd.db");
  const database = openDatabase({ kind: "sqlite", file });
  try {
    await database.migrate();
    // Without the log that lies beside it.
    const keysInFile = () => {
      const copy = join(folder, "copy.db");
      copyFileSync(file, copy);
      const opened = new DatabaseSync(copy);
      try {
        return opened
          .prepare("SELECT name FROM api_keys ORDER BY name")
          .all()
          .map(({ name }) => name);
      } finally {
        opened.close();
      }
    };
    await database.apiKeys.insert(mintApiKey("a", 1).key);
    await expect.poll(keysInFile).toEqual(["a"]);
    await database.transaction(async ({ apiKeys }) => {
      await apiKeys.insert(mintApiKey("b", 1).key);
      await sleep(300);
    });
    await expect.poll(keysInFile).toEqual(["a", "b"]);
  } finally {
    await database.close();
  }
});
