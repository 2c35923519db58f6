import { endOfName, isTree, locateEntry, parseTree, type TreeEntry } from "./tree.ts";

/** A tree, as git stores it, with an entry in the place of whatever has its name. */
export function withEntry(tree: Buffer, entry: TreeEntry): Buffer {
  const { mode, name, id } = entry;
  const line = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]);
  const idLength = id.length / 2;
  const old = locateEntry(tree, idLength, name);
  const [before] = old ? parseTree(tree.subarray(old.start, old.end), idLength) : [];
  // Mostly it is the same folder with something else in it.
  if (old && isTree(before!) === isTree(entry))
    return Buffer.concat([tree.subarray(0, old.start), line, tree.subarray(old.end)]);
  const rest = withoutEntry(tree, idLength, name);
  const at = placeOf(rest, idLength, entry);
  return Buffer.concat([rest.subarray(0, at), line, rest.subarray(at)]);
}

/** A tree, as git stores it, without the entry of a name. */
export function withoutEntry(tree: Buffer, idLength: number, name: string): Buffer {
  const old = locateEntry(tree, idLength, name);
  return old ? Buffer.concat([tree.subarray(0, old.start), tree.subarray(old.end)]) : tree;
}

/** Where an entry goes: git sorts by bytes, a folder as if its name ended with a slash (`base_name_compare`). */
function placeOf(tree: Buffer, idLength: number, entry: TreeEntry): number {
  const key = (name: Buffer, ofTree: boolean) => (ofTree ? Buffer.concat([name, SLASH]) : name);
  const wanted = key(Buffer.from(entry.name), isTree(entry));
  for (let start = 0; start < tree.length;) {
    const space = tree.indexOf(32, start);
    const zero = endOfName(tree, space);
    const ofTree = isTree({ mode: tree.toString("latin1", start, space) });
    if (key(tree.subarray(space + 1, zero), ofTree).compare(wanted) > 0) return start;
    start = zero + 1 + idLength;
  }
  return tree.length;
}

const SLASH = Buffer.from("/");
