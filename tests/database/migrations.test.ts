import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseConfig } from "../../server/config.ts";
import { openDatabase } from "../../server/database/database.ts";
import { onBothEngines } from "../support/engines.ts";

onBothEngines((engine) => {
  let folder: string;
  let config: DatabaseConfig;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deploysmith-"));
    config = await engine.createDatabase(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("six replicas that start together on an empty database all come up, and each migration is applied once", async () => {
    const databases = Array.from({ length: 6 }, () => openDatabase(config));
    const applied = await Promise.all(databases.map((database) => database.migrate()));
    expect(applied.flat()).toEqual(["0001-spine", "0002-engine", "0003-events"]);
    await Promise.all(databases.map((database) => database.close()));
  });

  test("migrating again does nothing", async () => {
    const database = openDatabase(config);
    expect(await database.migrate()).toEqual([]);
    await database.close();
  });
});
