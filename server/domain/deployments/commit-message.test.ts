import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommitFacts, formatCommitMessage, parseCommitMessage } from "./commit-message.ts";

const facts: CommitFacts = {
  id: "0192f0c1-1111-7000-8000-000000000000",
  app: "api-service",
  environment: "staging",
  version: "42540c4-123",
  digest: "sha256:abc",
  kind: "manual",
  requestedBy: "ada",
  reason: "Cache the price list",
};

test("reads like a commit and ends in trailers", () => {
  expect(formatCommitMessage(facts)).toBe(`Deploy api-service 42540c4-123 to staging

Reason: Cache the price list

DeploySmith-Deployment: 0192f0c1-1111-7000-8000-000000000000
DeploySmith-App: api-service
DeploySmith-Environment: staging
DeploySmith-Version: 42540c4-123
DeploySmith-Digest: sha256:abc
DeploySmith-Kind: manual
DeploySmith-Requested-By: ada
`);
});

test.each([
  ["manual", "Deploy api-service 42540c4-123 to staging"],
  ["auto", "Deploy api-service 42540c4-123 to staging"],
  ["rollback", "Roll back api-service to 42540c4-123 in staging"],
  ["removal", "Remove api-service from staging"],
] as const)("the subject of a deployment of the kind %s is %j", (kind, subject) => {
  expect(formatCommitMessage({ ...facts, kind }).split("\n")[0]).toBe(subject);
});

const lineEnds = fc.constantFrom(
  "\n",
  "\r",
  "\r\n",
  "\n\n",
  "\u0085",
  "\u2028",
  "\u2029",
  "\v",
  "\f",
  "\0",
  "\x1b[2J",
  "\u202e",
);
const trailer = fc.constantFrom(
  "DeploySmith-App: other",
  "DeploySmith-Kind: auto",
  "\n\nDeploySmith-Version: 9\n",
  "  ",
  "---",
  "\\n",
  "\\u000a",
  "\ud800",
);
const hostile = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), lineEnds, trailer), { maxLength: 8 })
  .map((parts) => parts.join(""));

const anyFacts: fc.Arbitrary<CommitFacts> = fc.record(
  {
    id: hostile,
    app: hostile,
    environment: hostile,
    requestedBy: hostile,
    kind: fc.constantFrom("manual", "auto", "rollback", "removal"),
    version: hostile,
    digest: hostile,
    reason: hostile.filter((reason) => reason !== ""),
  },
  { requiredKeys: ["id", "app", "environment", "requestedBy", "kind"] },
);

test("what is written is what is read, whatever the fields hold", () => {
  fc.assert(
    fc.property(anyFacts, (any) => void expect(parseCommitMessage(formatCommitMessage(any))).toEqual(any)),
    { numRuns: 2000 },
  );
});

test("what git carries as UTF-8 comes back the same", () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const message = formatCommitMessage(any);
      expect(Buffer.from(message).toString()).toBe(message);
    }),
  );
});

test("no field adds a line that a reader could take for a trailer", () => {
  fc.assert(
    fc.property(anyFacts, (any) => {
      const lines = formatCommitMessage(any).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
      const trailers = lines.filter((line) => /^DeploySmith-/.test(line));
      expect(new Set(trailers.map((line) => line.split(":")[0])).size).toBe(trailers.length);
      expect(trailers).toHaveLength(5 + Number("version" in any) + Number("digest" in any));
      // A fixed place: nothing but trailers after the last empty line.
      expect(lines.slice(-1 - trailers.length, -1)).toEqual(trailers);
    }),
  );
});

test.each([
  ["nothing", ""],
  ["another's commit", "Fix a typo\n\nIt was wrong.\n"],
  ["a subject alone", "DeploySmith-App: api"],
  ["a trailer twice", formatCommitMessage(facts) + "DeploySmith-App: other\n"],
  ["an unknown kind", formatCommitMessage(facts).replace("Kind: manual", "Kind: magic")],
  ["trailers that are not last", formatCommitMessage(facts) + "\nAnd more.\n"],
])("%s is no deployment", (_, message) => {
  expect(parseCommitMessage(message)).toBeUndefined();
});

test("a line that somebody's tool added to the trailers does no harm", () => {
  expect(parseCommitMessage(`${formatCommitMessage(facts)}Signed-off-by: Bot <bot@example.com>\n`)).toEqual(
    facts,
  );
});
