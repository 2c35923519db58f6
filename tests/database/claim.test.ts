import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../server/database/database.ts";
import type { Deployment } from "../../server/database/deployments.ts";
import { newId } from "../../server/domain/new-id.ts";
import { draftVersion } from "../../server/domain/versions/draft.ts";
import { onBothEngines } from "../support/engines.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { versionTools } from "../support/versions.ts";

const SIZE = 1000;
const ROOM = { deployments: 100, bytes: 1_000_000 };

onBothEngines((engine) => {
  let world: Awaited<ReturnType<typeof versionTools>>;
  let database: Database;
  let versionUid: string;
  beforeAll(async () => {
    world = await versionTools(engine);
    database = world.tools.database;
    const files = [{ path: "version.yml", size: SIZE, sha256: "0".repeat(64) }];
    const drafted = await draftVersion(world.tools, { app: "shop", id: "v1", files, caller: "ci" });
    versionUid = drafted.version.uid;
  });
  afterAll(async () => {
    await world.close();
    await removeTemporaryFolders();
  });

  let time = 0;
  /** The epoch of a lease on a repository of the test's own. */
  const hold = async (repository: string) =>
    (await database.writerLeases.acquire(repository, "writer", 60_000))!;

  /** Queues a deployment in a repository of the test's own. */
  const queue = async (repository: string, environment: string, app = "shop"): Promise<Deployment> => {
    const deployment: Deployment = {
      ...{ id: newId(), repository, app, versionUid, version: "v1", environment },
      ...{
        kind: "manual",
        status: "queued",
        adopt: false,
        holdsPolicies: false,
        requestedBy: "ada",
        createdAt: ++time,
      },
    };
    await database.deployments.insert([deployment]);
    return deployment;
  };
  const ids = (deployments: Deployment[]) => deployments.map(({ id }) => id);

  test("no more is taken at once than its bytes allow, but always something; the rest stays queued", async () => {
    const queued = [];
    for (const environment of ["a", "b", "c", "d"]) queued.push(await queue("bytes", environment));
    const epoch = await hold("bytes");
    const claim = (bytes: number) =>
      database.deployments.claim("bytes", { deployments: 100, bytes }, epoch, 0);
    expect(ids(await claim(1))).toEqual(ids(queued.slice(0, 1)));
    expect(ids(await claim(SIZE * 2))).toEqual(ids(queued.slice(1, 3)));
    expect(await database.deployments.queue("bytes")).toMatchObject({ length: 1 });
    expect(ids(await claim(SIZE * 2))).toEqual(ids(queued.slice(3)));
  });

  test("of one app and environment only the last is taken, and none before one that is being written", async () => {
    const [first, second] = [await queue("last", "a"), await queue("last", "a")];
    const other = await queue("last", "b");
    const epoch = await hold("last");
    const claim = () => database.deployments.claim("last", ROOM, epoch, 0);
    expect(ids(await claim())).toEqual(ids([second, other]));
    expect(await claim()).toEqual([]);
    const failure = { code: "version-corrupt", detail: "." };
    await database.deployments.end(second.id, epoch, { status: "failed", failure }, 0);
    expect(ids(await claim())).toEqual(ids([first]));
  });

  test("an app that asked for much waits behind one that asked for little, and its own go oldest first", async () => {
    const many = [];
    for (const environment of ["a", "b", "c"]) many.push(await queue("turns", environment));
    const kiosk = { name: "kiosk", repository: "turns", revision: "1", createdAt: 0 };
    await database.apps.insert(kiosk);
    const few = await queue("turns", "a", "kiosk");
    const epoch = await hold("turns");
    const claim = () => database.deployments.claim("turns", { deployments: 2, bytes: 1_000_000 }, epoch, 0);
    expect(ids(await claim())).toEqual(ids([many[0]!, few]));
    expect(ids(await claim())).toEqual(ids(many.slice(1)));
  });

  test("whoever lost the lease claims nothing", async () => {
    const queued = await queue("fence", "a");
    const lost = await hold("fence");
    const epoch = await database.writerLeases.acquire("fence", "another", 60_000, true);
    expect(await database.deployments.claim("fence", ROOM, lost, 0)).toEqual([]);
    expect(ids(await database.deployments.claim("fence", ROOM, epoch!, 0))).toEqual(ids([queued]));
  });
});
