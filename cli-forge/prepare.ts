import { identityOfVersionFile, formatVersionFile, VERSION_FILE } from "../manifests/index.ts";
import type { ManifestFile } from "../manifests/index.ts";
import { gatherFacts } from "./build-facts.ts";
import type { BuildFacts, Gathered } from "./build-facts.ts";
import { readFolder } from "./folder.ts";
import { makeVersionFile } from "./version-file.ts";
import { checkedVersionId } from "./version-id.ts";

export interface VersionFiles {
  app: string;
  version: string;
  /** With version.yml, sorted by path. */
  files: ManifestFile[];
}

export interface PreparedVersion extends VersionFiles {
  /** Where the files lie, but for a version.yml that was made. */
  folder: string;
  notes: string[];
}

export interface Wanted {
  folder: string;
  app: string;
  version: string | undefined;
  facts: BuildFacts;
}

interface Surroundings {
  env: NodeJS.ProcessEnv;
  cwd: string;
}

/** The version in a folder. Its own version.yml is taken as it is; without one it is made, in memory only. */
export async function prepareVersion(wanted: Wanted, around: Surroundings): Promise<PreparedVersion> {
  return prepare(wanted, () => gatherFacts(wanted.facts, around.env, around.cwd));
}

const invented = {
  sha: "0".repeat(40),
  committer: "unknown <unknown@localhost>",
  date: "1970-01-01T00:00:00Z",
};

/** The same for a check, which needs no commit: what is not known is made up, and a note says so. */
export async function prepareForCheck(wanted: Wanted, around: Surroundings): Promise<PreparedVersion> {
  let guessed = false;
  const prepared = await prepare(wanted, async () => {
    const { facts } = await gatherFacts(wanted.facts, around.env, around.cwd);
    const { sha, ...others } = facts;
    const known = sha !== undefined && sha.length >= 40 ? { ...others, sha } : others;
    const reference = (facts.branch ?? facts.tag) === undefined ? { branch: "unknown" } : {};
    guessed = "branch" in reference || Object.keys(invented).some((fact) => !(fact in known));
    return { facts: { ...invented, ...known, ...reference } };
  });
  const note = "version.yml was not checked as a whole: not everything about the commit is known here.";
  return { ...prepared, notes: guessed ? [...prepared.notes, note] : prepared.notes };
}

async function prepare(wanted: Wanted, gather: () => Promise<Gathered>): Promise<PreparedVersion> {
  const { files, skipped } = readFolder(wanted.folder);
  const notes = skipped.map((path) => `${path} is left out: its name starts with a dot.`);
  const own = files.find(({ path }) => path === VERSION_FILE);
  const version = wanted.version ?? (own ? identityOfVersionFile(own.bytes).version : undefined);
  if (own && version !== undefined) return { ...wanted, version: checkedVersionId(version), files, notes };
  const made = makeVersionFile(wanted.app, version, await gather());
  const bytes = own?.bytes ?? formatVersionFile(made);
  const others = files.filter(({ path }) => path !== VERSION_FILE);
  const all = [...others, { path: VERSION_FILE, bytes }].sort((one, other) =>
    one.path < other.path ? -1 : 1,
  );
  return { ...wanted, version: made.version, files: all, notes };
}
