import { afterEach, describe, expect, test } from "vitest";
import { openPages, type Listed } from "./pages.ts";

interface Row {
  id: string;
  state: string;
}

let leaving = new AbortController();
afterEach(() => {
  leaving.abort();
  leaving = new AbortController();
});

describe("a list that is read by pages", () => {
  test("reads no more than what is around the row that is looked at", async () => {
    const { list, requests } = openOver(rowsDown(100_000));
    const seen = await list.until(({ count }) => count >= 200);
    expect(seen).toMatchObject({ first: 0, isComplete: false });
    expect(idsOf(seen).slice(0, 3)).toEqual(["99999", "99998", "99997"]);
    await settled();
    expect(requests).toHaveLength(2);
  });

  test("reads on as one moves down, and knows its end", async () => {
    const { list } = openOver(rowsDown(250));
    await list.until(({ count }) => count === 200);
    list.want(150);
    const seen = await list.until(({ isComplete }) => isComplete);
    expect(seen.count).toBe(250);
    expect(idsOf(seen).at(-1)).toBe("0");
  });

  test("forgets what is far, keeps the numbers of rows, and reads it again on the way back", async () => {
    const { list } = openOver(rowsDown(10_000));
    list.want(6000);
    const deep = await list.until(({ count }) => count > 6100);
    expect(deep.items.length).toBeLessThan(2200);
    expect(at(deep, 6000)).toBe("3999");
    list.want(3000);
    const back = await list.until((state) => at(state, 2900) !== undefined && at(state, 3100) !== undefined);
    expect(at(back, 3000)).toBe("6999");
    list.want(0);
    expect(at(await list.until((state) => state.first === 0 && state.items.length >= 200), 5)).toBe("9994");
  });

  test("what is new comes in at the top, and the rest moves down", async () => {
    const rows = rowsDown(300);
    const { list } = openOver(rows);
    await list.until(({ count }) => count === 200);
    rows.unshift({ id: "new", state: "queued" });
    list.refresh(() => false);
    const seen = await list.until(({ count }) => count === 201);
    expect(idsOf(seen).slice(0, 2)).toEqual(["new", "299"]);
    expect(new Set(idsOf(seen)).size).toBe(201);
  });

  test("an item that changed is read again wherever it is held", async () => {
    const rows = rowsDown(300);
    const { list, requests } = openOver(rows);
    await list.until(({ count }) => count === 200);
    rows[150] = { id: "149", state: "deployed" };
    requests.length = 0;
    list.refresh(({ id }) => id === "149");
    await list.until(({ items }) => items[150]?.state === "deployed");
    expect(requests).toEqual([{ limit: 100 }, { limit: 100, cursor: "200" }]);
  });

  test("an item that belongs to the list no longer leaves it", async () => {
    const rows = rowsDown(300);
    const { list } = openOver(rows);
    await list.until(({ count }) => count === 200);
    rows.splice(3, 1);
    list.refresh(() => false);
    const seen = await list.until(({ count }) => count === 199);
    expect(idsOf(seen).slice(2, 5)).toEqual(["297", "295", "294"]);
    expect(new Set(idsOf(seen)).size).toBe(199);
  });

  test("the last rows of a short list leave it, too, and so does the only one", async () => {
    const rows = rowsDown(5);
    const { list } = openOver(rows);
    await list.until(({ count }) => count === 5);
    rows.splice(3, 2);
    list.refresh(() => false);
    expect(idsOf(await list.until(({ count }) => count === 3))).toEqual(["4", "3", "2"]);
    rows.length = 0;
    list.refresh(() => false);
    expect(await list.until(({ count }) => count === 0)).toMatchObject({ isComplete: true });
  });

  test("the last rows of a page leave it where the list goes on", async () => {
    const rows = rowsDown(400);
    const { list } = openOver(rows);
    await list.until(({ count }) => count === 200);
    rows.splice(98, 2);
    list.refresh(() => false);
    const seen = await list.until(({ count }) => count === 198);
    expect(idsOf(seen).slice(96, 100)).toEqual(["303", "302", "299", "298"]);
  });

  test("what the list ends with earlier takes the place of all pages below", async () => {
    const rows = rowsDown(250);
    const { list } = openOver(rows);
    list.want(150);
    await list.until(({ count }) => count === 250);
    rows.length = 40;
    list.refresh(() => false);
    const seen = await list.until(({ count }) => count === 40);
    expect(seen.isComplete).toBe(true);
  });

  test("begins anew where more is new than a page tells", async () => {
    const rows = rowsDown(300);
    const { list } = openOver(rows);
    await list.until(({ count }) => count === 200);
    rows.unshift(...rowsDown(500).map(({ id }) => ({ id: `new-${id}`, state: "queued" })));
    list.refresh(() => false);
    const seen = await list.until(({ items }) => items[0]?.id === "new-499");
    expect(idsOf(await list.until(({ count }) => count >= 200)).every((id) => id.startsWith("new"))).toBe(
      true,
    );
    expect(seen.first).toBe(0);
  });

  test("an empty list is complete, and shows the first item that comes", async () => {
    const rows: Row[] = [];
    const { list } = openOver(rows);
    expect(await list.until(({ isComplete }) => isComplete)).toMatchObject({ items: [], count: 0 });
    rows.unshift({ id: "first", state: "queued" });
    list.refresh(() => false);
    expect(idsOf(await list.until(({ count }) => count === 1))).toEqual(["first"]);
  });

  test("a failure is told beside what is known, until reading succeeds", async () => {
    const { list, fail } = openOver(rowsDown(250));
    await list.until(({ count }) => count === 200);
    fail("smithd is away");
    list.want(150);
    const failed = await list.until(({ trouble }) => trouble !== undefined);
    expect(failed).toMatchObject({ count: 200, trouble: { message: "A bug of ours: smithd is away" } });
    fail(undefined);
    list.want(151);
    expect(await list.until(({ count }) => count === 250)).not.toHaveProperty("trouble");
  });
});

/** The newest first, as a smithd would have them; a cursor is the id before which a page begins. */
const rowsDown = (count: number): Row[] =>
  Array.from({ length: count }, (_, row) => ({ id: String(count - 1 - row), state: "queued" }));

function openOver(rows: readonly Row[]) {
  const requests: { limit: number; cursor?: string }[] = [];
  let failure: string | undefined;
  const list = openPages<Row>(async (query) => {
    requests.push(query);
    if (failure !== undefined) throw new Error(failure);
    const start = query.cursor === undefined ? 0 : rows.findIndex(({ id }) => id === query.cursor) + 1;
    const items = rows.slice(start, start + query.limit);
    return { items, ...(start + query.limit < rows.length && { nextCursor: items.at(-1)!.id }) };
  });
  const states = list.states(leaving.signal);
  const until = async (isThere: (state: Listed<Row>) => boolean): Promise<Listed<Row>> => {
    for (;;) {
      const next = await states.next();
      if (next.done) throw new Error("the list ended");
      if (isThere(next.value)) return next.value;
    }
  };
  return { list: { ...list, until }, requests, fail: (message?: string) => (failure = message) };
}

const idsOf = ({ items }: Listed<Row>) => items.map(({ id }) => id);
const at = ({ items, first }: Listed<Row>, row: number) => items[row - first]?.id;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
