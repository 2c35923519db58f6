import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { rounds, withChance } from "./support/chance.ts";
import { createWorld } from "./support/world.ts";

afterAll(removeTemporaryFolders);

test(
  "the remote's token rotates while deployments are written, and nothing is started again",
  withChance(async (chance) => {
    const file = join(await temporaryFolder(), "token");
    await writeFile(file, "token-0\n");
    await using world = await createWorld(chance, {
      transport: "http",
      environment: { SMITHD_GITOPS_TOKEN_FILE: file },
      tokens: ["token-0"],
    });
    const { http, workload } = world;
    for (let round = 1; round <= rounds(3); round++) {
      const asking = workload.ask(6);
      // First the new one is let in, then smithd is told, and then the old one is refused.
      http.tokens = new Set([`token-${round - 1}`, `token-${round}`]);
      await writeFile(file, `token-${round}\n`);
      await asking;
      await workload.settle();
      http.tokens = new Set([`token-${round}`]);
      await workload.ask(4);
      await workload.settle();
    }
    await world.verify();
    const failures = workload.accepted.flatMap(({ last }) => last?.failure?.code ?? []);
    expect(failures).toEqual([]);
  }),
);
