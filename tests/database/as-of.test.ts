import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../server/database/database.ts";
import { onBothEngines } from "../support/engines.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

onBothEngines((engine) => {
  let here: Database;
  let elsewhere: Database;

  beforeAll(async () => {
    const config = await engine.createDatabase(await temporaryFolder());
    [here, elsewhere] = [openDatabase(config), openDatabase(config)];
    await here.migrate();
  });
  afterAll(async () => {
    await Promise.all([here.close(), elsewhere.close()]);
    await removeTemporaryFolders();
  });

  const app = (name: string) => ({ name, repository: "default", revision: "1", createdAt: 1 });

  test("the state is another once something is committed, here or elsewhere", async () => {
    const states = [await here.asOf()];
    for (const [index, database] of [here, elsewhere, here, elsewhere].entries()) {
      await database.apps.insert(app(`app-${index}`));
      states.push(await here.asOf());
    }
    expect(new Set(states).size).toBe(5);
  });

  test("what was asked for together is told together, and the next who asks is told anew", async () => {
    const together = await Promise.all([here.asOf(), here.asOf(), here.asOf()]);
    expect(new Set(together).size).toBe(1);
    const asked = here.asOf();
    await elsewhere.apps.insert(app("meanwhile"));
    const [, after] = [await asked, await here.asOf()];
    expect(after).not.toBe(together[0]);
  });

  test("a transaction that is not committed changes nothing yet, one that is, does", async () => {
    const begun = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<void>();
    const transaction = elsewhere.transaction(async (tables) => {
      await tables.apps.insert(app("in-a-transaction"));
      begun.resolve();
      await seen.promise;
    });
    await begun.promise;
    const [during] = await Promise.all([here.asOf(), here.apps.find("in-a-transaction")]);
    seen.resolve();
    await transaction;
    expect(await here.asOf()).not.toBe(during);
    expect(await here.apps.find("in-a-transaction")).toBeDefined();
  });
});

test("where nothing is committed, SQLite's state is the same", async () => {
  // Not PostgreSQL's: other databases of the same server commit, too.
  const file = `${await temporaryFolder()}/smithd.db`;
  const database = openDatabase({ kind: "sqlite", file });
  await database.migrate();
  const before = await database.asOf();
  await database.apps.find("nothing");
  await database.deployments.anyOpen("default");
  await database.deployments.claim("default", { deployments: 1, bytes: 1 }, 1, 1);
  expect(await database.asOf()).toBe(before);
  await database.close();
});
