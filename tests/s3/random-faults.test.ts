import { expect, test } from "vitest";
import { CommandError } from "../../clients/errors.ts";
import { isProblem, ProblemError } from "../../clients/problems.ts";
import type { ProxiedRequest } from "../support/fault-proxy.ts";
import { randomFaults } from "../support/s3/random-faults.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { underFaults, type FaultyVersion } from "../support/s3/under-faults.ts";
import { named } from "../support/seeded.ts";

const ROUNDS = Math.ceil(30 * Number(process.env["S3_ROUNDS"] ?? 1));
const LANES = 6;
const SEED = Number(process.env["S3_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const isUpload = ({ method, path }: ProxiedRequest) => method === "PUT" && path.split("/")[2] === "drafts";
/** Uploads are spared in most rounds: where they fail, what comes after them is hardly reached. */
const MOODS = [
  { likelihood: 0.25, isSpared: () => false },
  { likelihood: 0.8, isSpared: isUpload },
  { likelihood: 1, isStubborn: true, isSpared: isUpload },
];
/** What publishing may say where the storage is at fault. */
const TOLD = ["blobs-unavailable", "files-missing", "version-being-published"];

onEachS3Server((server) => {
  const { newVersion, meet, publish, publishAnyway, expectWhole, expectRight, expectRepeatable } =
    underFaults(server);

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
    const { isSpared, ...mood } = MOODS[seed % MOODS.length]!;
    const next = randomFaults(seed, mood);
    meet(version, (request) => (isSpared(request) ? undefined : next()));
    const pipelines = seed % 3 === 0 ? 2 : 1;
    const outcomes = await Promise.all(Array.from({ length: pipelines }, () => outcomeOf(version)));
    await expectRight(version);
    if (outcomes.includes("published")) await expectWhole(version);
    await expectRepeatable(version);
    return outcomes[0]!;
  };
  const outcomeOf = async (version: FaultyVersion): Promise<string> => {
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
