import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fileSetOf, fileSets } from "../support/arbitrary/file-sets.ts";
import { holds, PROPERTY_TIMEOUT } from "../support/arbitrary/holds.ts";
import { LONG_NAME, namedFiles, objectNames } from "../support/arbitrary/object-names.ts";
import { hostileReasons } from "../support/arbitrary/text.ts";
import { deploy, filesOf, finished } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";
import { answerOf, newApp, publishFiles, text, type File } from "./asking.ts";
import { expectTrueTrailers } from "./trailers.ts";
import { commitForeign, expectToLand, treeOf } from "./trees.ts";

const isUtf8 = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString()).equals(bytes);

againstSmithd((smithd) => {
  beforeAll(() => commitForeign(smithd().repository));

  /** Publishes what has to pass, and holds what is shown of each file against its bytes. */
  const publish = async (version: { app: string; id: string }, files: File[]) => {
    const { client } = smithd();
    const asked = await answerOf(publishFiles(client, version, files));
    if ("refusal" in asked) throw new Error(JSON.stringify(asked.refusal.errors), { cause: asked.refusal });
    for (const { path, bytes } of files) {
      const where = { path: { app: version.app, version: version.id }, query: { path } };
      const shown = await answerOf(client.versionFileView(where));
      if (isUtf8(bytes)) expect(shown).toEqual({ answer: Buffer.from(bytes).toString() });
      else expect(shown).toMatchObject({ refusal: { code: "file-not-text" } });
    }
  };

  const folderOf = async (app: string) => {
    const entries = [...(await treeOf(smithd().repository))];
    return entries.filter(([path]) => path.startsWith(`environments/staging/apps/${app}/`));
  };

  test(
    "each deployment makes the folder what the version is there, and going back makes it what it was",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(fileSets, fileSets, hostileReasons, async (one, two, reason) => {
          const { client, repository } = smithd();
          const app = await newApp(client);
          const [first, second] = [fileSetOf(one, { app, id: "v1" }), fileSetOf(two, { app, id: "v2" })];
          await publish({ app, id: "v1" }, first);
          await publish({ app, id: "v2" }, second);
          const land = (id: string, files: File[], environment: string) =>
            expectToLand({ repository, app, environment, files }, () => deploy(client, id, environment, app));
          await land("v1", first, "staging");
          const before = await folderOf(app);
          await land("v1", first, "production");
          await land("v2", second, "staging");
          const rollback = await expectToLand(
            { repository, app, environment: "staging", files: first },
            async () =>
              finished(
                client,
                await client.rollbackCreate({
                  path: { app },
                  header: { "Idempotency-Key": app },
                  body: { environment: "staging", reason },
                }),
              ),
          );
          expect(await folderOf(app)).toEqual(before);
          expect(rollback).toMatchObject({ version: "v1", kind: "rollback" });
          await expectTrueTrailers(repository, rollback);
        }),
        { runs: 9 },
      ),
  );

  test(
    "whatever objects are called, publishing refuses them, or they can be deployed",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(objectNames, async (names) => {
          const { client, repository } = smithd();
          const app = await newApp(client);
          const version = { app, id: "v1" };
          const files = [
            text("version.yml", filesOf({ app })["version.yml"]!),
            ...namedFiles(names, app).map(([path, content]) => text(path, content)),
          ];
          const asked = await answerOf(publishFiles(client, version, files));
          if ("refusal" in asked) expect(asked.refusal.code).toBe("manifests-invalid");
          else
            await expectToLand({ repository, app, environment: "staging", files }, () =>
              deploy(client, "v1", "staging", app),
            );
        }),
        {
          runs: 40,
          examples: [
            [{ name: "a\0b" }],
            [{ name: "a", namespace: "${\0" }],
            [{ name: "a", prefix: "\0" }],
            [{ name: "a", generated: "\0" }],
            [{ name: "a", prefix: LONG_NAME }],
            [{ name: "a", generated: LONG_NAME }],
          ],
        },
      ),
  );
});
