import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Client } from "../../generated/client.ts";
import { draft, filesOf, publish, upload, type Source } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";
import { caches } from "../support/caches.ts";

const deployment = (more = "") => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
${more}  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: "api:1" }] }
`;
const typo = deployment("  replcias: 2\n");

async function publishAccepting(client: Client, source: Required<Pick<Source, "app" | "version" | "files">>) {
  const { digest, uploads } = await draft(client, source);
  for (const one of uploads) await upload(one, filesOf(source)[one.path]!);
  const { app, version } = source;
  return client.versionPublish({ path: { app, version }, body: { digest, acceptUnknownFields: true } });
}

againstSmithd((smithd, engine) => {
  const app = `validation-${engine.name.toLowerCase()}`;

  test("what Kubernetes would refuse, or drop without a word, is not published", async () => {
    const { client } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    const files = {
      "typo.yaml": typo,
      "negative.yaml": deployment("  replicas: -1\n").replace("name: api", "name: other"),
    };
    await expect(publish(client, { app, version: "bad", files })).rejects.toMatchObject({
      code: "manifests-invalid",
      status: 422,
      detail: expect.stringContaining("Kubernetes 1.36") as string,
      errors: [
        { code: "value-invalid", file: "negative.yaml", line: 6, column: 3, pointer: "/spec/replicas" },
        {
          code: "field-unknown",
          file: "typo.yaml",
          line: 6,
          pointer: "/spec/replcias",
          suggestion: "replicas",
        },
      ],
    });
  });

  test("fields that are not known are let through where that is asked for, and told with the version", async () => {
    const { client } = smithd();
    const { version } = await publishAccepting(client, {
      app,
      version: "newer",
      files: { "typo.yaml": typo },
    });
    expect(version).toMatchObject({
      status: "published",
      warnings: [{ code: "field-unknown", file: "typo.yaml", suggestion: "replicas" }],
    });
    const bad = { app, version: "wrong", files: { "a.yaml": deployment("  replicas: many\n") } };
    await expect(publishAccepting(client, bad)).rejects.toMatchObject({ errors: [{ code: "value-type" }] });
  });
});

const schemas = mkdtempSync(join(tmpdir(), "deploysmith-schemas-"));
writeFileSync(join(schemas, "caches.yaml"), caches.definition);

againstSmithd(
  (smithd, engine) => {
    test("a smithd that is told to warns of unknown fields only, and knows the definitions that it was given", async () => {
      const { client } = smithd();
      const app = `validation-warn-${engine.name.toLowerCase()}`;
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      const { version } = await publish(client, { app, files: { "typo.yaml": typo } });
      expect(version.warnings).toMatchObject([{ code: "field-unknown" }]);
      await expect(
        publish(client, { app, version: "v2", files: { "cache.yaml": caches.wrong } }),
      ).rejects.toMatchObject({
        errors: [{ code: "value-type", file: "cache.yaml", pointer: "/spec/size" }],
      });
    });
  },
  { environment: { SMITHD_VALIDATION: "warn", SMITHD_SCHEMAS_DIR: schemas } },
);
