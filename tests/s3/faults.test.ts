import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandError } from "../../clients/errors.ts";
import { isProblem, ProblemError } from "../../clients/problems.ts";
import { publishDraft } from "../../cli-forge/publish/publish-version.ts";
import { versionDigest } from "../../server/domain/versions/digest.ts";
import type { ProxiedRequest } from "../support/fault-proxy.ts";
import { first, internalError, slowDown, type Fault } from "../support/faults.ts";
import { declared, finished } from "../support/publish.ts";
import {
  forgePublish,
  startFaultySmithd,
  statusOf,
  versionOf,
  type FaultySmithd,
} from "../support/s3/faulty-smithd.ts";
import { publishedObjects } from "../support/s3/objects.ts";
import { randomFaults } from "../support/s3/random-faults.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { named } from "../support/seeded.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

/** The requests of publishing one file. */
const requests = {
  upload: ({ method, path }: ProxiedRequest) => method === "PUT" && isOf("drafts", path),
  look: ({ method }: ProxiedRequest) => method === "HEAD",
  read: ({ method, path }: ProxiedRequest) => method === "GET" && isOf("drafts", path),
  write: ({ method, path }: ProxiedRequest) => method === "PUT" && isOf("published", path),
};
type Kind = keyof typeof requests;
const isUpload = (method: string, path: string) => method === "PUT" && path.split("/")[2] === "drafts";
const isOf = (folder: string, path: string) =>
  path.split("/")[2] === folder && path.split("?")[0]!.endsWith("/config.yaml");

const resetBefore: Fault = { kind: "reset", when: "before" };
const resetAfter: Fault = { kind: "reset", when: "after" };
const stallBefore: Fault = { kind: "stall", when: "before", milliseconds: 10_000 };
const stallAfter: Fault = { kind: "stall", when: "after", milliseconds: 10_000 };
const cutShort: Fault = { kind: "truncate", announced: "all" };
const cutUnseen: Fault = { kind: "truncate", announced: "less" };
/** How AWS says that a body did not arrive in time. */
const tooSlow: Fault = { kind: "answer", status: 400, code: "RequestTimeout" };
const interrupted: Fault = { kind: "interrupt" };
const flippedThere: Fault = { kind: "flip", body: "request" };
const flippedBack: Fault = { kind: "flip", body: "answer" };

/** What is over after some requests. The slowest come first, so that others run beside them. */
const passing: [string, Kind, Fault, times: number][] = [
  ["an upload stalls for 10 seconds before it lands", "upload", stallBefore, 1],
  ["an upload stalls for 10 seconds after it landed", "upload", stallAfter, 1],
  ["a read stalls for 10 seconds", "read", stallBefore, 1],
  ["the answer to a read stalls for 10 seconds", "read", stallAfter, 1],
  ["a write stalls for 10 seconds before it lands", "write", stallBefore, 1],
  ["a write stalls for 10 seconds after it landed", "write", stallAfter, 1],
  ["a look stalls for 10 seconds", "look", stallBefore, 1],
  ["uploads are answered with 500", "upload", internalError, 3],
  ["uploads are answered with 503", "upload", slowDown, 3],
  ["uploads break off half way", "upload", interrupted, 3],
  ["uploads are reset", "upload", resetBefore, 3],
  ["uploads are reset after they landed", "upload", resetAfter, 3],
  ["uploads took too long for the storage", "upload", tooSlow, 2],
  ["a bit of an upload changes", "upload", flippedThere, 1],
  ["looks are answered with 500", "look", internalError, 4],
  ["looks are reset", "look", resetBefore, 4],
  ["reads are answered with 500", "read", internalError, 4],
  ["reads are answered with 503", "read", slowDown, 4],
  ["reads are reset", "read", resetBefore, 4],
  ["answers to reads are reset", "read", resetAfter, 4],
  ["answers to reads break off half way", "read", cutShort, 4],
  ["half of an answer to a read looks whole", "read", cutUnseen, 1],
  ["a bit of an answer to a read changes", "read", flippedBack, 1],
  ["halves of answers to reads look whole until the file is sent again", "read", cutUnseen, 2],
  ["bits of answers to reads change until the file is sent again", "read", flippedBack, 2],
  ["writes are answered with 500", "write", internalError, 4],
  ["writes are answered with 503", "write", slowDown, 4],
  ["writes took too long for the storage", "write", tooSlow, 4],
  ["writes break off half way", "write", interrupted, 4],
  ["bits of writes change", "write", flippedThere, 4],
  ["writes are reset", "write", resetBefore, 4],
  ["writes are reset after they landed", "write", resetAfter, 4],
];

const BROKE_OFF = "the connection to S3 broke off";
/** What is never over, and what smithd says of it. */
const lasting: [string, Kind, Fault, code: string, words: string | RegExp][] = [
  ["every read stalls", "read", stallBefore, "blobs-unavailable", "S3 did not answer in time"],
  ["every write stalls", "write", stallBefore, "blobs-unavailable", "S3 did not answer in time"],
  [
    "every write stalls after it landed",
    "write",
    stallAfter,
    "blobs-unavailable",
    "S3 did not answer in time",
  ],
  ["every look is answered with 500", "look", internalError, "blobs-unavailable", "S3 answered 500 to HEAD"],
  ["every read is answered with 500", "read", internalError, "blobs-unavailable", "500 InternalError to GET"],
  ["every read is answered with 503", "read", slowDown, "blobs-unavailable", "503 SlowDown to GET"],
  ["every read is reset", "read", resetBefore, "blobs-unavailable", BROKE_OFF],
  ["every answer to a read is reset", "read", resetAfter, "blobs-unavailable", BROKE_OFF],
  ["every answer to a read breaks off", "read", cutShort, "blobs-unavailable", BROKE_OFF],
  ["every answer to a read looks whole and is not", "read", cutUnseen, "files-missing", "files"],
  ["a bit of every answer to a read changes", "read", flippedBack, "files-missing", "files"],
  [
    "every write is answered with 500",
    "write",
    internalError,
    "blobs-unavailable",
    "500 InternalError to PUT",
  ],
  ["every write is answered with 503", "write", slowDown, "blobs-unavailable", "503 SlowDown to PUT"],
  ["every write is reset", "write", resetBefore, "blobs-unavailable", BROKE_OFF],
  ["every write breaks off", "write", interrupted, "blobs-unavailable", BROKE_OFF],
  ["a bit of every write changes", "write", flippedThere, "blobs-unavailable", /S3 answered 400 \w+ to PUT/],
];

const ROUNDS = Math.ceil(30 * Number(process.env["S3_ROUNDS"] ?? 1));
const LANES = 6;
const SEED = Number(process.env["S3_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** Uploads are spared in most rounds: where they fail, what comes after them is hardly reached. */
const MOODS = [
  { likelihood: 0.25, isSpared: () => false },
  { likelihood: 0.7, isSpared: ({ method, path }: ProxiedRequest) => isUpload(method, path) },
  { likelihood: 0.9, isSpared: ({ method, path }: ProxiedRequest) => isUpload(method, path) },
];
/** What publishing may say where the storage is at fault. */
const TOLD = ["blobs-unavailable", "files-missing", "version-being-published"];

onEachS3Server((server) => {
  let faulty: FaultySmithd;
  beforeAll(async () => {
    faulty = await startFaultySmithd(server());
  });
  afterAll(async () => {
    await faulty?.stop();
    await removeTemporaryFolders();
  });

  let apps = 0;
  const newVersion = async () => {
    const app = `app-${++apps}`;
    await faulty.client.appRegister({ body: { name: app, namespace: "shop" } });
    return versionOf(app);
  };
  type Version = Awaited<ReturnType<typeof newVersion>>;
  const publish = (version: Version) => forgePublish(faulty.client, version);
  const published = (version: Version) => publishedObjects(server(), faulty.bucket, version);
  const expectWhole = async (version: Version) => {
    expect(await statusOf(faulty.client, version)).toBe("published");
    expect(await published(version)).toEqual(version.texts);
  };
  /** Of what is there each file is right; while the version is a draft some may not be there. */
  const expectRight = async (version: Version) => {
    if ((await statusOf(faulty.client, version)) === "published") return expectWhole(version);
    expect(version.texts).toMatchObject(await published(version));
  };
  const expectRepeatable = async (version: Version) => {
    faulty.faults.delete(version.app);
    await publish(version);
    await expectWhole(version);
  };
  /** Drafted again, it is looked at for what is there. */
  const drafted = async (version: Version) => {
    const files = declared(version.texts);
    await faulty.client.versionDraft({ path: { app: version.app }, body: { id: version.version, files } });
  };

  describe("what passes is not noticed", () => {
    test.concurrent.each(passing)("%s", async (_, kind, fault, times) => {
      const version = await newVersion();
      if (kind === "look") await drafted(version);
      const decide = first(times, fault, requests[kind]);
      let met = 0;
      faulty.faults.set(version.app, (request) => {
        const decided = decide(request);
        if (decided) met++;
        return decided;
      });
      await publish(version);
      expect(met).toBe(times);
      await expectWhole(version);
    });
  });

  describe("what lasts is told, and can be repeated once it is over", () => {
    test.concurrent.each(lasting)(
      "%s",
      async (_, kind, fault, code, words) => {
        const version = await newVersion();
        if (kind === "look") await drafted(version);
        faulty.faults.set(version.app, (request) => (requests[kind](request) ? fault : undefined));
        const error: unknown = await publish(version).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ProblemError);
        expect((error as ProblemError).code).toBe(code);
        expect((error as ProblemError).detail).toMatch(words);
        expect(await statusOf(faulty.client, version)).toBe("draft");
        await expectRight(version);
        await expectRepeatable(version);
      },
      60_000,
    );

    test.concurrent.each([
      ["every upload is answered with 500", internalError],
      ["every upload is answered with 503", slowDown],
      ["every upload is reset", resetBefore],
      ["every upload breaks off", interrupted],
      ["a bit of every upload changes", flippedThere],
    ])(
      "%s",
      async (_, fault) => {
        const version = await newVersion();
        faulty.faults.set(version.app, (request) => (requests.upload(request) ? fault : undefined));
        const error: unknown = await publish(version).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(CommandError);
        expect(String(error)).toMatch(/could not be uploaded|127\.0\.0\.1/);
        await expect(publishAnyway(version)).rejects.toMatchObject({ code: "files-missing" });
        expect(await published(version)).toEqual({});
        await expectRepeatable(version);
      },
      60_000,
    );
  });

  describe("what was published", () => {
    const isRead = ({ method, path }: ProxiedRequest) => method === "GET" && isOf("published", path);
    const deployed = async ({ app, version }: Version) => {
      const body = { version, environment: "staging" };
      return finished(faulty.client, await faulty.client.deploymentCreate({ path: { app }, body }));
    };

    test.concurrent.each([
      ["is answered with 500", internalError, "500 InternalError to GET"],
      ["is reset", resetAfter, BROKE_OFF],
      ["breaks off", cutShort, BROKE_OFF],
    ])("cannot be shown or deployed while every read %s, and can be afterwards", async (_, fault, words) => {
      const version = await newVersion();
      await publish(version);
      faulty.faults.set(version.app, (request) => (isRead(request) ? fault : undefined));
      const path = { app: version.app, version: version.version };
      const shown = () => faulty.client.versionFileView({ path, query: { path: "config.yaml" } });
      await expect(shown()).rejects.toMatchObject({
        code: "blobs-unavailable",
        detail: expect.stringContaining(words) as string,
      });
      expect(await deployed(version)).toMatchObject({
        status: "failed",
        failure: { code: "blobs-unavailable", detail: expect.stringContaining(words) as string },
      });
      faulty.faults.delete(version.app);
      expect(await shown()).toBe(version.texts["config.yaml"]);
      expect(await deployed(version)).toMatchObject({ status: "deployed", changed: true });
    });

    test.concurrent("is shown and deployed in spite of what passes", async () => {
      const version = await newVersion();
      await publish(version);
      for (const fault of [internalError, resetBefore, cutShort]) {
        faulty.faults.set(version.app, first(4, fault, isRead));
        const path = { app: version.app, version: version.version };
        const query = { path: "config.yaml" };
        expect(await faulty.client.versionFileView({ path, query })).toBe(version.texts["config.yaml"]);
      }
      faulty.faults.set(version.app, first(4, slowDown, isRead));
      expect(await deployed(version)).toMatchObject({ status: "deployed" });
    });
  });

  const publishAnyway = ({ app, version, texts }: Version) => {
    const digest = versionDigest(declared(texts));
    return publishDraft(faulty.client, { app, version, digest, acceptUnknownFields: false });
  };

  test(
    "whatever goes wrong, nothing wrong is published, and once it is over all is",
    async () => {
      const rounds = Array.from({ length: ROUNDS }, (_, index) => SEED + index);
      const outcomes = new Map<string, number>();
      const lane = async () => {
        for (let seed = rounds.shift(); seed !== undefined; seed = rounds.shift()) {
          const outcome = await named(`S3_SEED=${seed} S3_ROUNDS=0.03`, () => round(seed));
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      // Faults that never did any harm would prove nothing, nor would those that nothing survives.
      if (ROUNDS >= 30) expect(outcomes.size).toBeGreaterThan(1);
    },
    120_000 + 4000 * ROUNDS,
  );

  /** Some rounds have two pipelines with the same files. Resolves to what the first of them heard. */
  const round = async (seed: number) => {
    const version = await newVersion();
    const { likelihood, isSpared } = MOODS[seed % MOODS.length]!;
    const next = randomFaults(seed, likelihood);
    faulty.faults.set(version.app, (request) => (isSpared(request) ? undefined : next()));
    const pipelines = seed % 3 === 0 ? 2 : 1;
    const outcomes = await Promise.all(Array.from({ length: pipelines }, () => outcomeOf(version)));
    await expectRight(version);
    if (outcomes.includes("published")) await expectWhole(version);
    await expectRepeatable(version);
    return outcomes[0]!;
  };
  const outcomeOf = async (version: Version): Promise<string> => {
    try {
      await publish(version);
      return "published";
    } catch (error) {
      if (isProblem(error, ...TOLD)) return error.code;
      // An upload that did not get through. Publishing says so, too, unless another pipeline's did.
      if (!(error instanceof CommandError) || error instanceof ProblemError) throw error;
      return publishAnyway(version).then(
        () => "published",
        (reason: unknown) => {
          if (isProblem(reason, ...TOLD, "version-unknown")) return `upload, ${reason.code}`;
          throw reason;
        },
      );
    }
  };
});
