import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../server/database/connection.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

/** SQLite's statements are kept by their text. */
let db: ReturnType<typeof connect>;

beforeAll(async () => {
  db = connect({ kind: "sqlite", file: `${await temporaryFolder()}/smithd.db` });
  await db.schema.createTable("things", (table) => void table.integer("id").primary());
  await db("things").insert([{ id: 1 }, { id: 2 }]);
});
afterAll(async () => {
  await db.destroy();
  await removeTemporaryFolders();
});

test("a kept statement takes other values, and leaves nothing of the last ones", async () => {
  const find = (id: number) => db("things").where({ id });
  expect([await find(1), await find(2), await find(3), await find(1)]).toEqual([
    [{ id: 1 }],
    [{ id: 2 }],
    [],
    [{ id: 1 }],
  ]);
});

test("a kept statement gives a column that was added since", async () => {
  expect(await db("things").where({ id: 1 })).toEqual([{ id: 1 }]);
  await db.schema.alterTable("things", (table) => void table.text("name"));
  expect(await db("things").where({ id: 1 })).toEqual([{ id: 1, name: null }]);
});

test("statements work in and after a transaction that was rolled back, however many there are", async () => {
  const add = (id: number) => db("things").insert({ id });
  const failed = db.transaction(async (transaction) => {
    await transaction("things").insert({ id: 10 });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  for (let length = 1; length <= 600; length++)
    expect(await db("things").whereIn("id", Array<number>(length).fill(10))).toEqual([]);
  await add(10);
  await expect(add(10)).rejects.toMatchObject({ errcode: 1555 });
  expect(await db("things").where({ id: 10 })).toHaveLength(1);
});
