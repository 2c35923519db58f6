import { expect, test } from "vitest";
import { publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const app = `lists-${engine.name.toLowerCase()}`;
  const get = async (path: string) => {
    const { url, apiKey } = smithd();
    const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${apiKey}` } });
    return {
      response,
      body: (await response.json()) as { items: { id: string }[]; nextCursor?: string; code?: string },
    };
  };

  test("a list goes on where its page ended, whatever is added meanwhile, and Link says where", async () => {
    const { client } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    for (const version of ["v1", "v2", "v3", "v4", "v5"]) await publish(client, { app, version });
    const first = await get(`/v1/apps/${app}/versions?limit=2`);
    expect(first.body.items.map(({ id }) => id)).toEqual(["v5", "v4"]);
    const link = /^<([^>]+)>; rel="next"$/.exec(first.response.headers.get("link")!)![1]!;
    await publish(client, { app, version: "v6" });
    const second = await get(new URL(link, `${smithd().url}/v1/apps/${app}/versions?limit=2`).href);
    expect(second.body.items.map(({ id }) => id)).toEqual(["v3", "v2"]);
    const third = await get(`/v1/apps/${app}/versions?limit=2&cursor=${second.body.nextCursor}`);
    expect(third.body).toMatchObject({ items: [{ id: "v1" }] });
    expect(third.body.nextCursor).toBeUndefined();
    expect(third.response.headers.get("link")).toBeNull();
  });

  test.each([
    ["apps", "name", async (name: string) => smithd().client.appRegister({ body: { name } })],
    ["keys", "id", async (name: string) => smithd().client.keyCreate({ body: { name } })],
  ])("walking %s while others are added sees each that was there once", async (list, id, add) => {
    for (let index = 0; index < 12; index++) await add(`before-${index}`);
    const before = await get(`/v1/${list}?limit=200`);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await get(`/v1/${list}?limit=3${cursor === undefined ? "" : `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item) => item[id as "id"]));
      cursor = body.nextCursor;
      // Several in one millisecond, too.
      await Promise.all([1, 2, 3].map((each) => add(`added-${list}-${seen.length}-${each}`)));
    } while (cursor !== undefined);
    expect(seen).toEqual(before.body.items.map((item) => item[id as "id"]));
  });

  test("filters hold on every page", async () => {
    const { client } = smithd();
    for (const environment of ["staging", "production", "staging"])
      await client.deploymentCreate({ path: { app }, body: { version: "v1", environment } });
    const page = await client.deploymentList({ query: { app, environment: "staging", limit: 1 } });
    expect(page.items).toHaveLength(1);
    const rest = await client.deploymentList({
      query: { app, environment: "staging", limit: 1, cursor: page.nextCursor! },
    });
    expect(rest.items).toMatchObject([{ environment: "staging" }]);
    expect(rest.items[0]!.id).not.toBe(page.items[0]!.id);
    expect(rest.nextCursor).toBeUndefined();
  });

  test("environments are paged by name", async () => {
    const { client } = smithd();
    const first = await client.environmentList({ query: { limit: 1 } });
    const second = await client.environmentList({ query: { limit: 1, cursor: first.nextCursor! } });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["production", "staging"]);
    expect(second.nextCursor).toBeUndefined();
  });

  test("a cursor that no list gave is refused, and so are limits out of bounds and unknown filters", async () => {
    for (const cursor of ["x", "bnVsbA", "WzEsMl0", "e30"])
      expect((await get(`/v1/apps?cursor=${cursor}`)).body.code, cursor).toBe("cursor-invalid");
    for (const query of ["limit=0", "limit=201", "limit=ten", "limit=1&limit=2", "nonsense=1"])
      expect((await get(`/v1/apps?${query}`)).body.code, query).toBe("request-invalid");
    expect((await get(`/v1/apps/${app}/versions?status=nonsense`)).body.code).toBe("request-invalid");
  });
});
