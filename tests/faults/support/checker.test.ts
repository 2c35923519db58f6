import { expect, test } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { blobId } from "./check-tree.ts";
import { check } from "./checker.ts";
import type { Accepted, Commit, Evidence } from "./evidence.ts";

const folder = "environments/staging/apps/shop";
const texts = (version: string) => ({ "version.yml": `version: ${version}\n`, [`${version}.yaml`]: version });

const deployment = (number: number, facts: Partial<Deployment>): Deployment => ({
  id: `d${number}`,
  app: "shop",
  environment: "staging",
  kind: "manual",
  requestedBy: "ada",
  createdAt: `2026-11-23T10:15:00.00${number}Z`,
  status: "deployed",
  ...facts,
});
const accepted = (number: number, facts: Partial<Deployment>): Accepted => {
  const whole = deployment(number, facts);
  return { deployment: whole, sentAt: number * 10, answeredAt: number * 10 + 5, end: whole, last: whole };
};

const byUs = (number: number, version: string, before?: string): Commit => ({
  id: `c${number}`,
  parents: [`c${number - 1}`],
  message: `Deploy shop\n\nDeploySmith-Deployment: d${number}\nDeploySmith-App: shop\nDeploySmith-Environment: staging\nDeploySmith-Version: ${version}\n`,
  changes: new Map<string, string | undefined>([
    ...(before === undefined ? [] : ([[`${folder}/${before}.yaml`, undefined]] as const)),
    ...Object.entries(texts(version)).map(([path, text]) => [`${folder}/${path}`, blobId(text)] as const),
    [`${folder}/kustomization.yaml`, blobId(version)],
  ]),
});

/** Two deployments with somebody else's commit between them, a repetition, one that failed and one that was superseded. */
const kept = (): Evidence => ({
  accepted: [
    accepted(1, { version: "v1", changed: true, commit: "c1" }),
    accepted(2, { version: "v1", status: "superseded", supersededBy: "d3" }),
    accepted(3, { version: "v2", changed: true, commit: "c3" }),
    accepted(4, { version: "v2", changed: false, commit: "c3" }),
    accepted(5, { version: "v1", status: "failed", failure: { code: "gitops-rejected", detail: "No." } }),
  ],
  commits: [
    { id: "c0", parents: [], message: "Begin\n", changes: new Map() },
    byUs(1, "v1"),
    { id: "c2", parents: ["c1"], message: "By hand\n", changes: new Map([["notes", blobId("mine")]]) },
    byUs(3, "v2", "v1"),
  ],
  moves: [
    { from: "c0", to: "c1" },
    { from: "c1", to: "c2" },
    { from: "c2", to: "c3" },
  ],
  foreign: [{ id: "c2", files: { notes: "mine" } }],
  published: new Map(["v1", "v2"].map((version) => [`shop ${version}`, texts(version)])),
  listed: { staging: ["shop"] },
});

const endOf = (evidence: Evidence, index: number, facts: Partial<Deployment>) => {
  const one = evidence.accepted[index]!;
  evidence.accepted[index] = { ...one, end: { ...one.end!, ...facts }, last: { ...one.last!, ...facts } };
};

test("a history that keeps the promise is found to be right", () => {
  expect(check(kept())).toEqual([]);
});

test.each<[string, RegExp, (evidence: Evidence) => unknown]>([
  [
    "a commit is missing",
    /d1 .*has 0 commits instead of 1/,
    ({ commits }) => {
      commits.splice(1, 1);
      commits[1]!.parents = ["c0"];
    },
  ],
  [
    "a deployment was committed twice",
    /d1 .*has 2 commits instead of 1/,
    ({ commits }) => commits.push({ ...byUs(1, "v1"), id: "c4", parents: ["c3"] }),
  ],
  [
    "two were committed in the wrong order",
    /d3 was committed before d1/,
    (evidence) => {
      const [root, first, hand, second] = evidence.commits as [Commit, Commit, Commit, Commit];
      evidence.commits = [root, second, hand, first];
    },
  ],
  [
    "somebody else's commit is lost",
    /commit c2 is lost/,
    ({ commits }) => {
      commits.splice(2, 1);
      commits[2]!.parents = ["c1"];
    },
  ],
  [
    "somebody else's file is lost",
    /notes, which somebody else wrote/,
    ({ commits }) => commits[3]!.changes.set("notes", undefined),
  ],
  ["ours changes what is not ours", /changes notes/, ({ commits }) => commits[3]!.changes.set("notes", "x")],
  ["the branch was forced", /forced from c2 to c1/, ({ moves }) => moves.push({ from: "c2", to: "c1" })],
  ["a commit of nobody", /Nobody knows of c4/, ({ commits }) => commits.push({ ...commits[2]!, id: "c4" })],
  ["a merge", /c3 does not follow on c2/, ({ commits }) => commits[3]!.parents.push("c0")],
  ["one never ended", /d3 never ended/, (evidence) => endOf(evidence, 2, { status: "writing" })],
  [
    "a failed one was committed",
    /d3 .*is failed and has 1 commits instead of 0/,
    (evidence) => endOf(evidence, 2, { status: "failed" }),
  ],
  [
    "a superseded one was committed",
    /d1 .*is superseded and has 1 commits/,
    (evidence) => endOf(evidence, 0, { status: "superseded", supersededBy: "d3" }),
  ],
  [
    "one that changed nothing was committed",
    /d3 .*changed: false and has 1 commits/,
    (evidence) => endOf(evidence, 2, { changed: false }),
  ],
  [
    "another commit was reported",
    /d3 .*but its commit is c3/,
    (evidence) => endOf(evidence, 2, { commit: "c1" }),
  ],
  [
    "a lost commit was reported",
    /d4 .*by c9, which is not/,
    (evidence) => endOf(evidence, 3, { commit: "c9" }),
  ],
  ["another version was committed", /d3 .*but c3 is v2/, (evidence) => endOf(evidence, 2, { version: "v1" })],
  [
    "one was superseded by an earlier one",
    /d2 was superseded by d1, which was accepted before it/,
    (evidence) => endOf(evidence, 1, { supersededBy: "d1" }),
  ],
  [
    "one was superseded by one that failed",
    /d2 was superseded by d5, which is failed/,
    (evidence) => endOf(evidence, 1, { supersededBy: "d5" }),
  ],
  [
    "an end changed",
    /d5 ended as .*failed.* and is .*deployed/,
    ({ accepted }) => (accepted[4]!.last = { ...accepted[4]!.last!, status: "deployed" }),
  ],
  [
    "a commit has another content",
    /At c3 shop in staging is not v2: v2\.yaml differ/,
    ({ commits }) => commits[3]!.changes.set(`${folder}/v2.yaml`, "x"),
  ],
  [
    "a file of the version before is left",
    /At the head shop in staging is not v2: v1\.yaml differ/,
    ({ commits }) => commits[3]!.changes.delete(`${folder}/v1.yaml`),
  ],
  [
    "what was asked for last is not there",
    /At the head shop in staging is not v1/,
    (evidence) => endOf(evidence, 4, { status: "deployed", changed: false, commit: "c1" }),
  ],
  [
    "an app is not listed",
    /staging lists nothing and should list shop/,
    ({ listed }) => (listed["staging"] = []),
  ],
  [
    "acceptance was not in turn",
    /d1 counts as accepted before d2, whose answer was there before it was asked for/,
    ({ accepted }) => (accepted[0]!.sentAt = 30),
  ],
  ["a deployment of nobody", /c3 is for d3, which nobody asked for/, ({ accepted }) => accepted.splice(2, 1)],
])("it is told that %s", (_, told, doctor) => {
  const evidence = kept();
  doctor(evidence);
  expect(check(evidence).join("\n")).toMatch(told);
});
