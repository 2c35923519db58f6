import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommitPlan, FileDiff, GitopsRepository } from "../../domain/ports.ts";
import { apiFolder, deployment, gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
let repository: GitopsRepository;

beforeEach(async () => {
  remote = await remoteForTests();
  repository = await remote.open();
});
afterEach(() => remote.remove());

type Entry = [path: string | Buffer, content: string | Buffer, mode?: string];

/** Somebody's push of files of any kind under any path. A submodule's content is its commit. */
function pushed(path: string, entries: Entry[]): string {
  const octal = (name: string | Buffer) =>
    [...Buffer.from(name)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  const lines = entries.map(([name, content, mode = "100644"]) => {
    if (mode === "160000") return Buffer.from(`M ${mode} ${content.toString()} "${octal(name)}"\n`);
    const bytes = Buffer.from(content);
    const head = `M ${mode} inline "${octal(name)}"\ndata ${bytes.length}\n`;
    return Buffer.concat([Buffer.from(head), bytes, Buffer.from("\n")]);
  });
  const head =
    "commit refs/heads/main\ncommitter O <o@example.com> 1 +0000\ndata 1\nx\nfrom refs/heads/main^0\n";
  const input = Buffer.concat([Buffer.from(head), ...lines]);
  execFileSync("git", [`--git-dir=${path}`, "fast-import", "--quiet"], { input });
  return gitIn(path, ["rev-parse", "main"]);
}

const inApp = (entries: Entry[]) =>
  entries.map(([name, ...rest]): Entry => [
    Buffer.concat([Buffer.from(`${apiFolder}/`), Buffer.from(name)]),
    ...rest,
  ]);

/** The tree that a base has after `git apply --index`, without what a .gitattributes would make of its files. */
function applied(path: string, base: string, diffs: FileDiff[]): string {
  const clone = join(remote.folder, `clone-${readdirSync(remote.folder).length}`);
  const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const git = (args: string[], input = "") =>
    execFileSync("git", ["-C", remote.folder, ...args], { env, input, encoding: "utf8" }).trim();
  git(["clone", "--quiet", "--no-checkout", path, clone]);
  mkdirSync(join(clone, ".git/info"), { recursive: true });
  writeFileSync(join(clone, ".git/info/attributes"), "* -text -filter -ident !working-tree-encoding\n");
  git(["-C", clone, "checkout", "--quiet", base]);
  const patch = diffs.map(({ diff = "" }) => diff).join("");
  if (patch !== "") git(["-C", clone, "apply", "--index", "--whitespace=nowarn"], patch);
  return git(["-C", clone, "write-tree"]);
}

const inShort = (diffs: FileDiff[]) =>
  diffs.map(
    ({ path, change, additions, deletions, omitted }) =>
      `${change} ${path.replace(`${apiFolder}/`, "")} ${omitted ?? `+${additions} -${deletions}`}`,
  );

/** Shows a plan on a base, and holds it against the commit that is then built and against what `git apply` makes of it. */
async function previewed(base: string, plan: CommitPlan, origin = remote.path, of = repository) {
  const diffs = await of.preview(base, plan);
  const [commit] = await of.build(base, [plan]);
  expect(await of.push(commit!)).toBe("accepted");
  expect(applied(origin, base, diffs)).toBe(gitIn(origin, ["rev-parse", `${commit}^{tree}`]));
  return diffs;
}

/** As `previewed`, for an app whose folder somebody filled. */
async function previewOver(entries: Entry[], files: Record<string, string | Uint8Array>) {
  pushed(remote.path, inApp(entries));
  return previewed(await repository.sync(), deployment(files));
}

test("files change their mode and type", async () => {
  const diffs = await previewOver(
    [
      ["a-mode", "1\n", "100755"],
      ["b-mode-and-text", "1\n", "100755"],
      ["c-link", "x", "120000"],
      ["d-same-bytes", "x", "120000"],
      ["e-module", "1".repeat(40), "160000"],
      ["f-gone-link", "x", "120000"],
      ["g-gone-module", "2".repeat(40), "160000"],
      ["h-gone-program", "#!\n", "100755"],
      ["i-file", "1\n"],
      ["j-folder/x", "1\n"],
    ],
    {
      "a-mode": "1\n",
      "b-mode-and-text": "2\n",
      "c-link": "1\n2\n",
      "d-same-bytes": "x",
      "e-module": "1\n",
      "i-file/x": "1\n",
      "j-folder": "2\n",
    },
  );
  expect(inShort(diffs)).toEqual([
    "modified a-mode +0 -0",
    "modified b-mode-and-text +1 -1",
    "modified c-link +2 -1",
    "modified d-same-bytes +1 -1",
    "modified e-module +1 -1",
    "deleted f-gone-link +0 -1",
    "deleted g-gone-module +0 -1",
    "deleted h-gone-program +0 -1",
    "deleted i-file +0 -1",
    "added i-file/x +1 -0",
    "added j-folder +1 -0",
    "deleted j-folder/x +0 -1",
  ]);
  expect(diffs[0]!.diff).toMatch(/^diff --git .*\nold mode 100755\nnew mode 100644\n$/);
});

test("line ends, and what looks like a patch, are text like any other", async () => {
  const lines = (end: string) => Array.from({ length: 2000 }, (_, index) => `key${index}: 1${end}`).join("");
  const like =
    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n\\ No newline at end of file\nBinary files a/x and b/x differ\n";
  const diffs = await previewOver(
    [
      ["a-crlf", lines("\r\n")],
      ["b-end", "1"],
      ["c-no-end", "1\n"],
      ["d-emptied", "1\n"],
      ["e-filled", ""],
      ["f-gone-empty", ""],
      ["h-like-a-patch", like],
      ["i-returns", "a\rb\r+c\u2028-d\n"],
      ["j-mark", "\ufeffa\n"],
    ],
    {
      "a-crlf": lines("\n"),
      "b-end": "1\n",
      "c-no-end": "1",
      "d-emptied": "",
      "e-filled": "1",
      "g-new-empty": "",
      "h-like-a-patch": `${like}${like}`,
      "i-returns": "a\rb\r+c\u2028-e\n",
      "j-mark": "a\n",
    },
  );
  expect(inShort(diffs)).toEqual([
    "modified a-crlf +2000 -2000",
    "modified b-end +1 -1",
    "modified c-no-end +1 -1",
    "modified d-emptied +0 -1",
    "modified e-filled +1 -0",
    "deleted f-gone-empty +0 -0",
    "added g-new-empty +0 -0",
    "modified h-like-a-patch +6 -0",
    "modified i-returns +1 -1",
    "modified j-mark +1 -1",
  ]);
});

test("paths of any characters", async () => {
  const names = [
    "-dash",
    " space ",
    'quo"te',
    "back\\slash",
    "tab\tline\nfeed",
    "\x01\x7f",
    "a b/c b/d",
    "ümläut-日本-\u2028",
    ":(glob)**",
  ];
  const entries = names.map((name): Entry => [name, "1\n"]);
  const diffs = await previewOver(
    [...entries, [Buffer.from([0x66, 0xfc]), "1\n"]],
    Object.fromEntries(names.map((name) => [name, "2\n"])),
  );
  const paths = diffs.map(({ path }) => path.replace(`${apiFolder}/`, ""));
  expect(new Set(paths)).toEqual(new Set([...names, "f\ufffd"]));
  const deleted = await previewed(await repository.head(), deployment({}));
  expect(deleted.map(({ change }) => change)).toEqual(names.map(() => "deleted"));
});

test("what is no text is named and not shown, and no text is taken for it", async () => {
  const latin = Buffer.from("gr\xfc\xdfe\n", "latin1");
  // Git repeats the line before a hunk beside its numbers, up to 80 bytes of it.
  const heading = `x${"ü".repeat(60)}:\n${" a\n".repeat(8)}`;
  const late = `${"a\n".repeat(8000)}\0\n`;
  pushed(
    remote.path,
    inApp([
      ["a-bytes", "\0"],
      ["b-latin", latin],
      ["c-heading", `${heading}1\n`],
      ["d-program", "\0", "100755"],
      ["e-link", "x", "120000"],
      ["f-late", late],
    ]),
  );
  const base = await repository.sync();
  const diffs = await repository.preview(
    base,
    deployment({
      "a-bytes": "\0\0",
      "b-latin": Buffer.concat([latin, latin]),
      "c-heading": `${heading}2\n`,
      "d-program": "\0",
      "e-link": "\0",
      "f-late": `${late}1\n`,
    }),
  );
  expect(inShort(diffs)).toEqual([
    "modified a-bytes binary",
    "modified b-latin binary",
    "modified c-heading +1 -1",
    "modified d-program +0 -0",
    "modified e-link binary",
    "modified f-late +1 -0",
  ]);
  for (const { omitted, diff, additions } of diffs)
    expect([diff, additions].map((each) => each === undefined)).toEqual(Array(2).fill(omitted !== undefined));
  const text = { "c-heading": `${heading}2\n`, "d-program": "\0", "f-late": `${late}1\n` };
  await previewed(base, deployment({ "a-bytes": "\0", "b-latin": latin, ...text }));
});

test("a folder that goes, and the empty file that keeps its environment", async () => {
  pushed(remote.path, inApp([["a.yaml", "1\n"]]));
  const bytes = new Uint8Array();
  const plan = deployment({});
  plan.changes.push({ kind: "write-file", path: "environments/staging/apps/.gitkeep", bytes });
  const diffs = await previewed(await repository.sync(), plan);
  expect(inShort(diffs)).toEqual(["added environments/staging/apps/.gitkeep +0 -0", "deleted a.yaml +0 -1"]);
  expect(await repository.preview(await repository.head(), { ...plan, changes: [] })).toEqual([]);
  expect(await repository.preview(await repository.head(), plan)).toEqual([]);
});

test.each(["* -diff\n", "* binary\n", "* diff=odd text eol=crlf working-tree-encoding=UTF-16\n"])(
  "a .gitattributes with %j changes nothing",
  async (attributes) => {
    const module = '[submodule "m"]\n\tpath = environments/staging/apps/api/m\n\turl = x\n\tignore = all\n';
    pushed(remote.path, [
      [".gitattributes", attributes],
      ["environments/.gitattributes", attributes],
      [".gitmodules", module],
    ]);
    const diffs = await previewOver(
      [
        ["a.yaml", "1\n"],
        ["m", "1".repeat(40), "160000"],
      ],
      { "a.yaml": "2\n", ".gitattributes": attributes },
    );
    expect(inShort(diffs)).toEqual([
      `added .gitattributes +${attributes.split("\n").length - 1} -0`,
      "modified a.yaml +1 -1",
      "deleted m +0 -1",
    ]);
    expect(diffs[1]!.diff).toContain("\n-1\n+2\n");
  },
);

test("a repository with SHA-256 ids", async () => {
  const path = join(remote.folder, "sha256.git");
  gitIn(path, ["init", "--quiet", "--bare", "--object-format=sha256", "--initial-branch=main", path]);
  const first =
    "commit refs/heads/main\ncommitter O <o@e> 1 +0000\ndata 1\nx\nM 100644 inline x\ndata 1\ny\n";
  gitIn(path, ["fast-import", "--quiet"], first);
  const other = await remote.open({ url: `file://${path}`, mirrorPath: join(remote.folder, "other") });
  pushed(
    path,
    inApp([
      ["a", "1\n", "100755"],
      ["b", "x", "120000"],
    ]),
  );
  const diffs = await previewed(await other.sync(), deployment({ a: "2\n", b: "x" }), path, other);
  expect(inShort(diffs)).toEqual(["modified a +1 -1", "modified b +1 -1"]);
});
