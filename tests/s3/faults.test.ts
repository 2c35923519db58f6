import { describe, expect, test } from "vitest";
import { CommandError } from "../../clients/errors.ts";
import { ProblemError } from "../../clients/problems.ts";
import type { ProxiedRequest } from "../support/fault-proxy.ts";
import { first, internalError, slowDown, type Fault } from "../support/faults.ts";
import { declared, finished } from "../support/publish.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { underFaults, type FaultyVersion } from "../support/s3/under-faults.ts";

/** The requests of publishing one file. */
const requests = {
  upload: ({ method, path }: ProxiedRequest) => method === "PUT" && isOf("drafts", path),
  look: ({ method }: ProxiedRequest) => method === "HEAD",
  read: ({ method, path }: ProxiedRequest) => method === "GET" && isOf("drafts", path),
  write: ({ method, path }: ProxiedRequest) => method === "PUT" && isOf("published", path),
};
type Kind = keyof typeof requests;
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

onEachS3Server((server) => {
  const world = underFaults(server);
  const { newVersion, meet, meetNothing, publish, published, publishAnyway, status } = world;
  const { expectWhole, expectRight, expectRepeatable } = world;
  /** Drafted again, it is looked at for what is there. */
  const drafted = async ({ app, version, texts }: FaultyVersion) => {
    await world.client().versionDraft({ path: { app }, body: { id: version, files: declared(texts) } });
  };

  describe("what passes is not noticed", () => {
    test.concurrent.each(passing)("%s", async (_, kind, fault, times) => {
      const version = await newVersion();
      if (kind === "look") await drafted(version);
      const decide = first(times, fault, requests[kind]);
      let met = 0;
      meet(version, (request) => {
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
        meet(version, (request) => (requests[kind](request) ? fault : undefined));
        const error: unknown = await publish(version).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ProblemError);
        expect((error as ProblemError).code).toBe(code);
        expect((error as ProblemError).detail).toMatch(words);
        expect(await status(version)).toBe("draft");
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
        meet(version, (request) => (requests.upload(request) ? fault : undefined));
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
    const deployed = async ({ app, version }: FaultyVersion) => {
      const body = { version, environment: "staging" };
      return finished(world.client(), await world.client().deploymentCreate({ path: { app }, body }));
    };

    test.concurrent.each([
      ["is answered with 500", internalError, "500 InternalError to GET"],
      ["is reset", resetAfter, BROKE_OFF],
      ["breaks off", cutShort, BROKE_OFF],
    ])("cannot be shown or deployed while every read %s, and can be afterwards", async (_, fault, words) => {
      const version = await newVersion();
      await publish(version);
      meet(version, (request) => (isRead(request) ? fault : undefined));
      const path = { app: version.app, version: version.version };
      const shown = () => world.client().versionFileView({ path, query: { path: "config.yaml" } });
      await expect(shown()).rejects.toMatchObject({
        code: "blobs-unavailable",
        detail: expect.stringContaining(words) as string,
      });
      expect(await deployed(version)).toMatchObject({
        status: "failed",
        failure: { code: "blobs-unavailable", detail: expect.stringContaining(words) as string },
      });
      meetNothing(version);
      expect(await shown()).toBe(version.texts["config.yaml"]);
      expect(await deployed(version)).toMatchObject({ status: "deployed", changed: true });
    });

    test.concurrent("is shown and deployed in spite of what passes", async () => {
      const version = await newVersion();
      await publish(version);
      for (const fault of [internalError, resetBefore, cutShort]) {
        meet(version, first(4, fault, isRead));
        const path = { app: version.app, version: version.version };
        const query = { path: "config.yaml" };
        expect(await world.client().versionFileView({ path, query })).toBe(version.texts["config.yaml"]);
      }
      meet(version, first(4, slowDown, isRead));
      expect(await deployed(version)).toMatchObject({ status: "deployed" });
    });
  });
});
