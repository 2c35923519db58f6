import type { Client } from "../../clients/client.ts";
import { deploy, publish } from "../../tests/support/publish.ts";

const versions = {
  "api-service": ["31f2a90-117", "42540c4-123"],
  "auth-gateway": ["8c1d0b2-88", "f03e9a1-91"],
  billing: ["5ab7c3e-41", "90d2f18-44"],
  checkout: ["c7e4a65-203", "d19b0c8-207"],
  inventory: ["2f6e1d7-19"],
  notifications: ["a48c9e0-65", "bb3f7d2-66"],
  "price-list": ["6d0e5f4-12"],
  recommendations: ["e5a2b91-150", "1c9f3d8-152"],
  "search-indexer": ["77d4c0a-31"],
  "web-frontend": ["09f8e7d-310", "3e2d1c0-314"],
};

/** A shop with some apps, in which not everything is as it should be. */
export async function openShop(client: Client, person: Client): Promise<void> {
  for (const [app, [first, second]] of Object.entries(versions)) {
    await client.appRegister({ body: { name: app, namespace: "shop", description: `${app} of the shop` } });
    await publish(client, { app, version: first!, date: "2026-11-23T10:15:00Z" });
    await deploy(person, first!, "production", app);
    await deploy(client, first!, "staging", app);
    if (second === undefined) continue;
    await publish(client, { app, version: second, date: "2026-11-24T10:15:00Z" });
    if (app !== "checkout") await deploy(client, second, "staging", app);
  }
  await person.holdPut({
    path: { app: "billing", environment: "production" },
    body: { reason: "no changes before the month ends" },
  });
  await person.rollbackCreate({
    path: { app: "web-frontend" },
    header: { "Idempotency-Key": "picture" },
    body: { environment: "staging", reason: "the basket was empty" },
  });
}
