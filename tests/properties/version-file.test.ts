import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { connect } from "../../clients/client.ts";
import type { ProblemError } from "../../clients/problems.ts";
import { goodIds } from "../support/arbitrary/ids.ts";
import { holds, PROPERTY_TIMEOUT } from "../support/arbitrary/holds.ts";
import { hostileReasons } from "../support/arbitrary/text.ts";
import {
  anyVersionFiles,
  goodVersionFiles,
  versionFileOf,
  versionFileWith,
  type VersionFilePlan,
} from "../support/arbitrary/version-file.ts";
import { configMap, finished } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";
import { answerOf, newApp, publishFiles, text, type File } from "./asking.ts";
import { expectTrueTrailers } from "./trailers.ts";
import { commitForeign, expectToLand } from "./trees.ts";

type Said = Record<string, string | undefined>;

/** The metadata in a version.yml in which every scalar is text; what is empty is not said. */
function metadataIn(bytes: Uint8Array) {
  const content = parse(new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-8").decode(bytes), {
    schema: "failsafe",
    logLevel: "error",
  }) as Said & { git: Said; build?: Said };
  const said = (from: Said | undefined, ...names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (from?.[name] ? [[name, from[name]]] : [])));
  const build = said(content.build, "number", "url");
  return {
    date: content.date,
    git: said(content.git, "sha", "branch", "tag", "committer", "message", "pullRequest"),
    ...(Object.keys(build).length > 0 && { build }),
  };
}

type Published = { app: string; files: File[]; refusal?: undefined } | { refusal: ProblemError };

const keyNames = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}$/),
  fc.constantFrom("DeploySmith-Kind auto", "-".padStart(64, "a"), "a   "),
);

againstSmithd((smithd) => {
  beforeAll(() => commitForeign(smithd().repository));

  /** Publishes a version with such a version.yml, and holds what is shown of it against what was written. */
  const published = async (plan: VersionFilePlan, id: string): Promise<Published> => {
    const { client } = smithd();
    const app = await newApp(client);
    const bytes = versionFileOf(plan, { app, id });
    const files: File[] = [{ path: "version.yml", bytes }, text("config.yaml", configMap(app))];
    const asked = await answerOf(publishFiles(client, { app, id }, files));
    if ("refusal" in asked) return { refusal: asked.refusal };
    const { metadata } = await client.versionView({ path: { app, version: id } });
    expect(metadata).toEqual(metadataIn(bytes));
    return { app, files };
  };

  test(
    "a version.yml within the contract's bounds is taken, shown and committed as it is, and no field forges a trailer",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(
          goodVersionFiles,
          goodIds,
          hostileReasons,
          keyNames,
          async (plan, id, reason, name) => {
            const { client, repository, url } = smithd();
            const { key } = await client.keyCreate({ body: { name } });
            const outcome = await published(plan, id);
            if (outcome.refusal)
              throw new Error(JSON.stringify(outcome.refusal.errors), { cause: outcome.refusal });
            const { app, files } = outcome;
            const caller = connect({ url, apiKey: key, userAgent: "tests" });
            const body = { version: id, environment: "staging", reason };
            const deployment = await expectToLand(
              { repository, app, environment: "staging", files },
              async () => finished(client, await caller.deploymentCreate({ path: { app }, body })),
            );
            expect(deployment).toMatchObject({ version: id, kind: "manual", requestedBy: name });
            await expectTrueTrailers(repository, deployment);
          },
        ),
        { runs: 20 },
      ),
  );

  test(
    "any version.yml is refused with what is wrong, or shown as it is",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(anyVersionFiles, async (plan) => {
          const { refusal } = await published(plan, "v1");
          if (!refusal) return;
          expect(refusal).toMatchObject({ status: 422, code: "manifests-invalid" });
          for (const { file, detail } of refusal.errors)
            expect([file, detail]).toEqual(["version.yml", expect.stringMatching(/\w/)]);
        }),
        {
          runs: 60,
          examples: [
            [versionFileWith(["date"], "2026-02-30T10:15:00Z")],
            [versionFileWith(["date"], "2026-11-23T24:00:00Z")],
            [versionFileWith(["git", "message"], "a\0b")],
            [versionFileWith(["git", "message"], "\ud800")],
            [versionFileWith(["git", "committer"], "\ud800")],
          ],
        },
      ),
  );
});
