/** Bundles each program into dist/<program>/, runnable by Node 24 alone, with a launcher of its name in dist/bin/. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { assetFiles } from "../server/http/docs/assets.ts";
import { licencesOf } from "./licences.ts";

const programs = {
  smithd: "server/main.ts",
  forge: "cli-forge/cli.ts",
  smithctl: "cli-smithctl/cli.ts",
};

/** What a program starts in a thread of its own. */
const threads: Partial<Record<string, Record<string, string>>> = {
  smithd: { "validation-worker": "manifests/thread/worker.ts" },
  forge: { "validation-worker": "manifests/thread/worker.ts" },
};

/** What a program reads beside its code. */
const assets: Partial<Record<string, Record<string, string>>> = { smithd: assetFiles };

/** Knex can speak to these; we do not, and nothing installs them. */
const otherDrivers = [
  "better-sqlite3",
  "mariadb",
  "mysql",
  "mysql2",
  "oracledb",
  "pg-native",
  "pg-query-stream",
  "sqlite3",
  "tedious",
];

/** Ink loads it where DEV=true is set, which a program of ours never does. */
const debuggerOfInk = "react-devtools-core";

/** Dependencies in CommonJS call `require`, which a module does not have. */
const requireForModules =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/**
 * Compiled code is kept between runs; it has to be asked for before the program is read. Nothing here may be unknown to
 * an older Node, so that it gets to saying what is needed.
 */
const entry = (program: string) => `#!/usr/bin/env node
import module from "node:module";
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error("${program} needs Node 24; this is Node " + process.versions.node + " (" + process.execPath + ").");
  process.exit(1);
}
module.enableCompileCache();
await import("./lib/${program}.js");
`;

/** In a checkout the pinned Node is used, whatever is on the PATH. It may be called through symbolic links. */
const launcher = (program: string) => `#!/bin/sh
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname -- "$self")/$target ;;
  esac
done
here=$(CDPATH= cd -- "$(dirname -- "$self")/.." && pwd -P)
node="$here/../node_modules/node/bin/node"
[ -x "$node" ] || node=$(command -v node) || { echo "${program} needs Node 24, and there is no node on the PATH." >&2; exit 1; }
exec "$node" "$here/${program}/${program}.js" "$@"
`;

// Built aside: what runs from dist/ meanwhile goes on, and a build that fails leaves the last one.
const aside = mkdtempSync("node_modules/.dist-");
process.on("exit", () => rmSync(aside, { recursive: true, force: true }));
mkdirSync(`${aside}/bin`);
for (const [program, source] of Object.entries(programs)) {
  const { metafile } = await build({
    entryPoints: { [program]: source, ...threads[program] },
    outdir: `${aside}/${program}/lib`,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external: [...otherDrivers, debuggerOfInk],
    jsx: "automatic",
    // React has another, slower half for those who develop with it.
    define: { "process.env.NODE_ENV": '"production"' },
    banner: { js: requireForModules },
    chunkNames: "[name]-[hash]",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  for (const [name, file] of Object.entries(assets[program] ?? {}))
    cpSync(file, `${aside}/${program}/lib/assets/${name}`);
  writeFileSync(
    `${aside}/${program}/LICENSES.txt`,
    licencesOf([...Object.keys(metafile.inputs), ...Object.values(assets[program] ?? {})]),
  );
  writeFileSync(`${aside}/${program}/package.json`, '{ "type": "module" }\n');
  writeExecutable(`${aside}/${program}/${program}.js`, entry(program));
  writeExecutable(`${aside}/bin/${program}`, launcher(program));
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  if (!process.argv.includes("--quiet"))
    console.log(
      `dist/${program}  ${(bytes / 1024).toFixed(0)} KiB in ${Object.keys(metafile.outputs).length} files`,
    );
}
rmSync("dist", { recursive: true, force: true });
renameSync(aside, "dist");
chmodSync("dist", 0o755);

function writeExecutable(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}
