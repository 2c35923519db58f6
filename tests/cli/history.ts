import { deploy, publish } from "../support/publish.ts";
import type { TestSmithd } from "../support/smithd.ts";

/** An app of its own with three versions, the latest two of which were deployed to staging, one after the other. */
export async function appWithHistory({ client }: TestSmithd, app: string): Promise<void> {
  await client.appRegister({ body: { name: app, namespace: "shop" } });
  for (const [index, version] of ["v1", "v2", "v3"].entries())
    await publish(client, { app, version, date: `2026-11-2${index}T10:15:00Z` });
  for (const version of ["v2", "v3"]) await deploy(client, version, "staging", app);
}
