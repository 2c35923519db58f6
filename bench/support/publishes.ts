import type { Client } from "../../clients/client.ts";
import { publish } from "../../tests/support/publish.ts";
import { NAMESPACE, sourceOf } from "./apps.ts";

const APP = "publisher";

/** Publishes small versions here and there in turns; returns how many milliseconds each took, from draft to published. */
export async function timePublishes(full: Client, empty: Client, count: number) {
  const times: { full: number[]; empty: number[] } = { full: [], empty: [] };
  for (const client of [full, empty]) {
    await client.appRegister({ body: { name: APP, namespace: NAMESPACE } });
    await publish(client, sourceOf(APP, "v0"));
  }
  for (let number = 1; number <= count; number++) {
    times.full.push(await timed(() => publish(full, sourceOf(APP, `v${number}`))));
    times.empty.push(await timed(() => publish(empty, sourceOf(APP, `v${number}`))));
  }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
