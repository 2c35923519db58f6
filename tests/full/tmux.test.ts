import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish, deploy } from "../support/publish.ts";
import { orSkip } from "../support/or-skip.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { setStage, type Stage } from "../tui/stage.ts";

const run = promisify(execFile);

/** The terminal that many people sit at: what it makes of what is drawn is read from it. */
const tmux = await orSkip("the interactive UI in tmux", async () => {
  await run("tmux", ["-V"]);
  const folder = await temporaryFolder();
  return async (...args: string[]) =>
    (await run("tmux", ["-S", `${folder}/socket`, "-f", "/dev/null", ...args])).stdout;
});

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
  const { client } = stage;
  await client.appRegister({
    body: { name: "billing", namespace: "shop", description: "漢字 and 👩‍💻 bills" },
  });
  await publish(client, { app: "billing", version: "v1" });
  await deploy(client, "v1", "staging", "billing");
  await publish(client, { app: "billing", version: "v2", date: "2026-11-24T10:15:00Z" });
});

afterAll(async () => {
  await tmux?.("kill-server").catch(() => "It is gone already.");
  await stage?.clear();
  await removeTemporaryFolders();
});

/** Milliseconds. */
const PATIENCE = 20_000;

/** The interactive UI in a session of its own; returns what waits until it shows something. */
async function open(
  session: string,
  { columns, rows }: { columns: number; rows: number },
  env: Record<string, string> = {},
): Promise<(text: RegExp) => Promise<void>> {
  const { command, env: settings } = stage.command(env);
  const given = Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  await tmux!("new-session", "-d", "-s", session, "-x", `${columns}`, "-y", `${rows}`, ...given, command);
  return (text) =>
    expect.poll(() => tmux!("capture-pane", "-p", "-t", session), { timeout: PATIENCE }).toMatch(text);
}

async function leave(session: string): Promise<void> {
  await tmux!("send-keys", "-t", session, "q");
  await expect
    .poll(() => tmux!("list-sessions").catch(() => ""), { timeout: PATIENCE })
    .not.toContain(session);
}

describe.runIf(tmux)("in tmux", () => {
  test.for([
    { columns: 80, rows: 24, env: {} },
    { columns: 200, rows: 50, env: {} },
    { columns: 80, rows: 24, env: { NO_COLOR: "1" } },
    { columns: 40, rows: 10, env: { NO_COLOR: "1" } },
  ])("it fills $columns×$rows and no more, with $env", async ({ columns, rows, env }) => {
    const session = `s${columns}x${rows}${Object.keys(env).join("")}`;
    const shows = await open(session, { columns, rows }, env);
    await shows(/› billing/);
    const screen = (await tmux!("capture-pane", "-p", "-t", session)).split("\n");
    expect(screen[0]).toMatch(/^Overview/);
    expect(screen[rows - 1]).toMatch(/enter open/);
    const colours = /\x1b\[3[0-7]m/;
    const raw = await tmux!("capture-pane", "-e", "-p", "-t", session);
    if ("NO_COLOR" in env) expect(raw).not.toMatch(colours);
    else expect(raw).toMatch(colours);
    await tmux!("send-keys", "-t", session, "Enter");
    await shows(/› v2/);
    await leave(session);
  });

  test("one that is too small from the start is told so, and left", async () => {
    const shows = await open("small", { columns: 39, rows: 9 });
    await shows(/smithctl needs 40×10; this is 39×9\./);
    await leave("small");
  });
});
