import { beforeEach, describe, expect, test } from "vitest";
import type { AppVersionView } from "../../../generated/api.ts";
import { before, NOON } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { aVersion } from "../testing/a-plan.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

const manifest = [
  "# The shop's answers",
  "kind: Deployment",
  "metadata:",
  "  name: api-service",
  `  annotations: { note: "${"x".repeat(90)}!" }`,
  ...Array.from({ length: 40 }, (_, index) => `line${index + 6}: \x1b[31mred`),
].join("\n");
const deployedTo = [{ environment: "staging", deploymentId: "d-1", deployedAt: before(60), drifted: false }];

interface Given {
  columns?: number;
  rows?: number;
  version?: Partial<AppVersionView>;
}

function open({ columns = 80, rows = 24, version = {} }: Given = {}) {
  const state = { version: aVersion(version) };
  const screen = openScreen({
    at: { at: "version", app: "api-service", version: "c0ffee1-9" },
    columns,
    rows,
    client: {
      versionView: async () => state.version,
      versionFileView: async ({ query }) => {
        if (query.path === "deployment.yaml") return manifest;
        throw aProblem(503, "storage-unavailable", "The file cannot be read now.");
      },
    },
  });
  return { ...screen, state };
}

describe("a version", () => {
  test("shows where it comes from, and its files", async () => {
    expect(await open().until("2 files")).toMatchInlineSnapshot(`
      "api-service c0ffee1-9                                               ● live  work
      Status        published
      Published     1 h ago (2026-11-30T11:00:00.000Z) by ci
      Runs in       no environment
      Commit        c0ffee1d00000000000000000000000000000000  branch main
      Committer     Ada Lovelace <ada@example.com>
      Message       Cache the price list

                    It is read for every page.
      Build         9  https://ci.example.com/builds/9

      2 files
      › deployment.yaml  812 bytes
        service.yaml  204 bytes









      enter read  d deploy  y copy id  ? help  q quit"
    `);
  });

  test("says what smithd warned of", async () => {
    const warnings = [{ file: "deployment.yaml", line: 7, detail: "`${TAG}` is not checked." }];
    expect(await open({ version: { warnings } }).until("! Warning")).toContain("deployment.yaml:7");
  });

  test("all that is known of it can be read, however much that is", async () => {
    const warnings = Array.from({ length: 30 }, (_, index) => ({ detail: `The warning ${index}.` }));
    const { until, press } = open({ version: { warnings } });
    expect(await until("more lines: m")).toContain("› deployment.yaml");
    await press("m", "G");
    await until("The warning 29.");
    await press("esc");
    await until("2 files");
  });

  test("is of use on the smallest screen, and on a large one", async () => {
    expect(await open({ columns: 40, rows: 10 }).until("2 files")).toMatchInlineSnapshot(`
      "api-service c0ffee1-9       ● live  work
      Status        published
      Published     1 h ago
      … 14 more lines: m

      2 files
      › deployment.yaml  812 bytes
        service.yaml  204 bytes

      enter read  d deploy  m more  ? help"
    `);
    await open({ columns: 79, rows: 23 }).until("2 files");
    await open({ columns: 200, rows: 50 }).until("2 files");
  });

  test("shows where it runs as that changes", async () => {
    const { until, state, tell } = open();
    await until("no environment");
    state.version = aVersion({ deployedTo });
    tell({ type: "deployment.finished", app: "api-service" });
    await until("Runs in       staging");
  });

  test("that is a draft cannot be deployed", async () => {
    const { until, press } = open({ version: { status: "draft", files: [] } });
    await until("0 files");
    await press("d");
    await until("it is not published");
    await press("enter");
    await until("no file is chosen");
  });

  test("copies its id and the build's URL", async () => {
    const { until, press, copied } = open();
    await until("2 files");
    await press("y");
    await until("Copied c0ffee1-9.");
    await press("o");
    await until("Copied https://ci.example.com/builds/9");
    expect(copied).toEqual(["c0ffee1-9", "https://ci.example.com/builds/9"]);
  });
});

describe("a file of a version", () => {
  const reading = async (given: Given = {}) => {
    const screen = open(given);
    await screen.until("deployment.yaml");
    await screen.press("enter");
    await screen.until("kind: Deployment");
    return screen;
  };

  test("is read line by line, and what a terminal would act on is taken out", async () => {
    const { until, press, frame } = await reading();
    expect(frame()).toMatchInlineSnapshot(`
      "api-service c0ffee1-9  deployment.yaml                              ● live  work
      # The shop's answers
      kind: Deployment
      metadata:
        name: api-service
        annotations: { note: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      line6: red
      line7: red
      line8: red
      line9: red
      line10: red
      line11: red
      line12: red
      line13: red
      line14: red
      line15: red
      line16: red
      line17: red
      line18: red
      line19: red
      line20: red
      line21: red
      lines 1–21 of 45
      esc close  y copy  ? help  q quit"
    `);
    await press("G");
    expect(await until("lines 25–45 of 45")).toContain("line45: red");
    await press("g", "l", "l", "l", "l", "l");
    expect(await until("!")).not.toContain("kind:");
    await press("h", "h", "h", "h", "h");
    await until("kind:");
  });

  test("fits on the smallest screen, and on a large one", async () => {
    await reading({ columns: 40, rows: 10 });
    await reading({ columns: 200, rows: 50 });
  });

  test("is copied as it is, and closed", async () => {
    const { until, press, copied } = await reading();
    await press("y");
    await until("Copied the file.");
    expect(copied).toEqual([manifest]);
    await press("esc");
    await until("2 files");
  });

  test("says why it cannot be read", async () => {
    const { until, press } = open();
    await until("2 files");
    await press("j", "enter");
    expect(await until("The file cannot be read now.")).toContain("storage-unavailable");
    await press("y");
    await until("it is not read yet");
  });
});
