import fc from "fast-check";
import { expect, test } from "vitest";
import type { Client } from "../../clients/client.ts";
import { holds, PROPERTY_TIMEOUT } from "../support/arbitrary/holds.ts";
import { anyIds } from "../support/arbitrary/ids.ts";
import { againstSmithd } from "../support/suite.ts";
import { answerOf, draftFiles, newApp, text } from "./asking.ts";
import { mayBeVersionId } from "./rules.ts";

/** What the contract refuses before anybody asks whether it is an id. */
const isOnTheWire = (id: string) => id !== "" && [...id].length <= 256 && !id.includes("\0");

/** Drafts a version and holds what smithd says against the rule. `drafted` are the ids that the app has. */
async function expectByTheRule(client: Client, app: string, id: string, drafted: Map<string, string>) {
  const asked = await answerOf(draftFiles(client, { app, id }, [text("version.yml", "a")]));
  const code = "refusal" in asked ? asked.refusal.code : undefined;
  const taken = drafted.get(id.toLowerCase());
  if (!isOnTheWire(id)) expect(code).toBe("request-invalid");
  else if (!mayBeVersionId(id)) expect(code).toBe("version-id-invalid");
  else if (taken !== undefined && taken !== id) expect(code).toBe("version-id-taken");
  else expect(asked).toMatchObject({ answer: { id } });
  if ("answer" in asked) drafted.set(id.toLowerCase(), id);
  if (!("refusal" in asked) || code !== "version-id-invalid") return;
  const [, suggestion] = / (\S+) would do\.$/.exec(asked.refusal.detail) ?? [];
  expect(mayBeVersionId(suggestion ?? ""), asked.refusal.detail).toBe(true);
  await expectByTheRule(client, app, suggestion!, drafted);
}

againstSmithd((smithd) => {
  test(
    "an id is taken exactly where the rule allows it, and a refusal suggests one that is",
    { timeout: PROPERTY_TIMEOUT },
    () =>
      holds(
        fc.asyncProperty(fc.array(anyIds, { minLength: 1, maxLength: 10 }), async (ids) => {
          const { client } = smithd();
          const app = await newApp(client);
          const drafted = new Map<string, string>();
          for (const id of ids) await expectByTheRule(client, app, id, drafted);
        }),
        { runs: 40 },
      ),
  );

  test("what is no version is refused wherever a version is asked for", { timeout: PROPERTY_TIMEOUT }, () => {
    // What no URL can carry as one segment of its path, the client itself refuses.
    const askable = anyIds.filter((id) => id.isWellFormed() && !["", ".", ".."].includes(id));
    return holds(
      fc.asyncProperty(askable, async (version) => {
        const { client } = smithd();
        const path = { app: await newApp(client), version };
        const { app } = path;
        const environment = "staging";
        const header = { "Idempotency-Key": app };
        const asked = await Promise.all([
          answerOf(client.versionView({ path })),
          answerOf(client.versionUploadsRenew({ path })),
          answerOf(client.versionPublish({ path, body: { digest: `sha256:${"0".repeat(64)}` } })),
          answerOf(client.versionFileView({ path, query: { path: version } })),
          answerOf(client.versionDiff({ path, query: { environment } })),
          answerOf(client.deploymentCreate({ path: { app }, body: { version, environment } })),
          answerOf(client.rollbackCreate({ path: { app }, header, body: { environment, to: version } })),
        ]);
        for (const each of asked) expect(each).toHaveProperty("refusal");
      }),
      { runs: 40 },
    );
  });
});
