import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * `npm run check` holds the doors over the real code (.dependency-cruiser.mjs). Here each door is broken in a copy of the
 * house, to see that it would be noticed, and by which sentence.
 */
const doors: [door: string, room: string, to: string][] = [
  ["domain-never-looks-back", "server/domain", "server/http/body.ts"],
  ["operations-have-no-adapters", "server/operations", "server/adapters/blobs/disk.ts"],
  ["http-knows-no-operation", "server/http", "server/operations/index.ts"],
  ["database-knows-no-flow", "server/database", "server/worker.ts"],
  ["adapters-stand-alone", "server/adapters/blobs", "server/database/apps.ts"],
  ["composed-in-one-place", "server", "server/adapters/blobs/disk.ts"],
  ["clients-never-see-the-server", "clients", "server/config.ts"],
  ["clients-never-see-the-server", "cli-forge", "migrations/index.ts"],
  ["clis-stand-apart", "cli-forge", "cli-smithctl/verbs.ts"],
  ["clis-stand-apart-too", "cli-smithctl", "cli-forge/git.ts"],
  ["clients-stand-below-the-clis", "clients", "cli-forge/git.ts"],
  ["manifests-see-nothing-of-ours", "manifests", "clients/errors.ts"],
  ["one-door-into-manifests", "server", "manifests/paths.ts"],
  ["koa-lives-in-http", "server/domain", "koa"],
  ["knex-lives-in-database", "server/domain", "knex"],
  ["s3-lives-in-its-adapter", "server/domain", "undici"],
  ["meow-lives-in-programs", "server/domain", "meow"],
  ["ink-lives-in-the-tui", "cli-smithctl/commands", "ink"],
  ["data-draws-nothing", "cli-smithctl/tui/data", "cli-smithctl/tui/text/line.ts"],
  ["screens-do-no-io", "cli-smithctl/tui/screens", "clients/config-file.ts"],
  ["processes-are-started-in-few-places", "server/domain", "node:child_process"],
  ["no-dev-code-in-programs", "server", "scripts/checks.ts"],
];

const rooms = ["server", "clients", "cli-forge", "cli-smithctl", "manifests", "migrations"];
let house: string;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), "deploysmith-house-"));
  for (const room of [
    ...rooms,
    "scripts",
    "generated",
    "tsconfig.json",
    "package.json",
    ".dependency-cruiser.mjs",
  ])
    cpSync(room, join(house, room), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(house, "node_modules"));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

interface Cruise {
  summary: {
    violations: { from: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

function cruise(): Cruise["summary"] {
  const args = [...rooms, "--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  const { stdout } = spawnSync("depcruise", args, {
    cwd: house,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(stdout) as Cruise).summary;
}

const brokenDoors = () => cruise().violations.map(({ rule, from }) => ({ door: rule.name, from }));

function breakDoor(from: string, to: string): void {
  const target = to.endsWith(".ts") ? relative(dirname(from), to).replace(/^(?!\.)/, "./") : to;
  mkdirSync(dirname(join(house, from)), { recursive: true });
  writeFileSync(join(house, from), `import * as other from "${target}";\nexport const broken = other;\n`);
}

test("the doors are shut as the house stands", () => {
  expect(brokenDoors()).toEqual([]);
});

test("each door that is broken is noticed, and named", () => {
  const broken = doors.map(([door, room, to], index) => ({ door, from: `${room}/broken-${index}.ts`, to }));
  for (const { from, to } of broken) breakDoor(from, to);
  breakDoor("server/domain/one.ts", "server/domain/other.ts");
  breakDoor("server/domain/other.ts", "server/domain/one.ts");
  const noticed = brokenDoors();
  for (const { door, from } of broken) expect(noticed).toContainEqual({ door, from });
  expect(noticed).toContainEqual({ door: "no-circles", from: "server/domain/one.ts" });
});

test("there is no door that is not tried here", () => {
  const all = cruise().ruleSetUsed.forbidden.map(({ name }) => name);
  expect(new Set(["no-circles", ...doors.map(([door]) => door)])).toEqual(new Set(all));
});
