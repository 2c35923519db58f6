import { MirrorDamaged } from "./mirror.ts";
import type { GitObject, ObjectReader } from "./object-reader.ts";

export interface TreeEntry {
  name: string;
  mode: string;
  id: string;
}

export const TREE = "40000";
export const REGULAR_FILE = "100644";
const REGULAR = [REGULAR_FILE, "100755", "100664"];

/** Some tools write the mode with a zero before it, and git takes it. */
export const isTree = ({ mode }: Pick<TreeEntry, "mode">) => mode.replace(/^0+/, "") === TREE;
export const isRegular = ({ mode }: TreeEntry) => REGULAR.includes(mode);

/** The entries of a folder at a commit; undefined where there is no such folder. Throws MirrorDamaged where the commit is not in the mirror. */
export async function readTree(
  reader: ObjectReader,
  commit: string,
  path: string,
): Promise<TreeEntry[] | undefined> {
  const tree = await treeAt(reader, commit, path);
  return tree && parseTree(tree.bytes, tree.id.length / 2);
}

/** What lies under a path at a commit; undefined where nothing does. */
export async function readEntry(
  reader: ObjectReader,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const slash = path.lastIndexOf("/");
  const tree = await treeAt(reader, commit, path.slice(0, Math.max(0, slash)));
  return tree && findEntry(tree.bytes, tree.id.length / 2, path.slice(slash + 1));
}

/** The id of a folder's tree at a commit; undefined where there is no such folder. Throws MirrorDamaged where the commit is not in the mirror. */
export async function readTreeId(
  reader: ObjectReader,
  commit: string,
  path: string,
): Promise<string | undefined> {
  return (await treeAt(reader, commit, path))?.id;
}

async function treeAt(reader: ObjectReader, commit: string, path: string): Promise<GitObject | undefined> {
  const object = await reader.read(path === "" ? `${commit}^{tree}` : `${commit}:${path}`);
  if (object) return object.type === "tree" ? object : undefined;
  // Git says the same of what is not there and of what it cannot read. A damaged mirror must not look like a repository
  // without that folder, so the way there is walked by ids, each of which has to be there.
  let at = await reader.read(`${commit}^{tree}`);
  if (!at) throw new MirrorDamaged(`The mirror has no commit ${commit}.`);
  for (const segment of path.split("/")) {
    const entry = findEntry(at.bytes, at.id.length / 2, segment);
    if (!entry || !isTree(entry)) return undefined;
    const below: GitObject | undefined = await reader.read(entry.id);
    if (!below) throw new MirrorDamaged(`The mirror has no tree ${entry.id}.`);
    at = below;
  }
  return at;
}

/** Every entry below a tree that is no tree, by its path. */
export async function walkTree(
  reader: ObjectReader,
  entries: TreeEntry[],
  prefix = "",
): Promise<Map<string, TreeEntry>> {
  const found = new Map<string, TreeEntry>();
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (!isTree(entry)) found.set(path, entry);
    else for (const below of await subtree(reader, entry, `${path}/`)) found.set(...below);
  }
  return found;
}

async function subtree(
  reader: ObjectReader,
  { id }: TreeEntry,
  prefix: string,
): Promise<Map<string, TreeEntry>> {
  const object = await reader.read(id);
  if (!object) throw new MirrorDamaged(`The mirror has no tree ${id}.`);
  return walkTree(reader, parseTree(object.bytes, id.length / 2), prefix);
}

/** One entry of what `parseTree` reads, ten times as fast: a folder may have thousands. */
export function findEntry(bytes: Buffer, idLength: number, name: string): TreeEntry | undefined {
  const place = locateEntry(bytes, idLength, name);
  return place && parseTree(bytes.subarray(place.start, place.end), idLength)[0];
}

/** From where to where an entry goes. */
export function locateEntry(
  bytes: Buffer,
  idLength: number,
  name: string,
): { start: number; end: number } | undefined {
  const wanted = Buffer.from(name);
  for (let start = 0; start < bytes.length;) {
    const zero = endOfName(bytes, start);
    const end = zero + 1 + idLength;
    const nameStart = zero - wanted.length;
    // A mode has no space, so the first is where the name begins; this one may be in the middle of a longer name.
    if (bytes[nameStart - 1] === 32 && bytes.indexOf(32, start) === nameStart - 1)
      if (wanted.equals(bytes.subarray(nameStart, zero))) return { start, end };
    start = end;
  }
  return undefined;
}

/** A tree as git stores it: `<mode> <name>\0<id>` for each entry, nothing between. */
export function parseTree(bytes: Buffer, idLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const end = endOfName(bytes, space);
    entries.push({
      mode: bytes.toString("latin1", at, space),
      name: bytes.toString("utf8", space + 1, end),
      id: bytes.toString("hex", end + 1, end + 1 + idLength),
    });
    at = end + 1 + idLength;
  }
  return entries;
}

/** Whether a mode begins with a zero, as git wrote some long ago; it does no longer in what it writes anew. */
export function hasPaddedMode(tree: Buffer, idLength: number): boolean {
  for (let start = 0; start < tree.length; start = endOfName(tree, start) + 1 + idLength)
    if (tree[start] === 48) return true;
  return false;
}

/** Where the name of an entry ends that begins before `from`. Throws MirrorDamaged where it does not. */
export function endOfName(tree: Buffer, from: number): number {
  const end = from < 0 ? -1 : tree.indexOf(0, from);
  if (end < 0) throw new MirrorDamaged("The mirror has a tree that is none.");
  return end;
}
