import type { CommitPlan } from "../../domain/ports.ts";
import { signatureOf, type Signature } from "./fast-import.ts";
import { MirrorDamaged, type ObjectFormat } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";
import { findEntry, hasPaddedMode, isTree, REGULAR_FILE, TREE } from "./tree.ts";
import { withEntry, withoutEntry } from "./tree-edit.ts";
import { packInto } from "./write-pack.ts";

interface Tools {
  gitDir: string;
  objectFormat: ObjectFormat;
  reader: ObjectReader;
  author: Signature;
}

/** What becomes of a folder: of what lies in it, by name, and of the rest. */
interface FolderEdit {
  keepsRest: boolean;
  entries: Map<string, FolderEdit | Uint8Array>;
}

/**
 * Builds the commit that `git fast-import` would build of a plan, and returns its id. A deployment is a dozen objects, and
 * packing them takes less time than starting a process.
 */
export async function writeCommit(tools: Tools, base: string, plan: CommitPlan): Promise<string> {
  const { reader, author, objectFormat } = tools;
  const idLength = objectFormat === "sha256" ? 32 : 20;
  const objects = packInto(tools.gitDir, objectFormat);
  const readTree = async (name: string) => {
    const object = await reader.read(name);
    if (object?.type !== "tree") throw new MirrorDamaged(`The mirror has no tree ${name}.`);
    if (hasPaddedMode(object.bytes, idLength)) throw new Error(`${name} has odd modes.`);
    return object.bytes;
  };
  const edited = async ({ keepsRest, entries }: FolderEdit, old: string | undefined): Promise<Buffer> => {
    let tree = keepsRest && old !== undefined ? await readTree(old) : Buffer.alloc(0);
    for (const [name, edit] of entries) {
      if (edit instanceof Uint8Array) {
        tree = withEntry(tree, { name, mode: REGULAR_FILE, id: objects.add("blob", edit) });
        continue;
      }
      const before = findEntry(tree, idLength, name);
      const wasFolder = before !== undefined && isTree(before);
      // Git knows what else it may be; nothing that is not understood is written over.
      if (before && !wasFolder && edit.keepsRest) throw new Error(`${name} is no folder.`);
      const folder = await edited(edit, wasFolder ? before.id : undefined);
      if (folder.length > 0) tree = withEntry(tree, { name, mode: TREE, id: objects.add("tree", folder) });
      // Git knows no empty folders.
      else tree = withoutEntry(tree, idLength, name);
    }
    return tree;
  };
  const tree = objects.add("tree", await edited(editOf(plan), `${base}^{tree}`));
  const signature = signatureOf(author, plan.date);
  const lines = [`tree ${tree}`, `parent ${base}`, `author ${signature}`, `committer ${signature}`];
  const commit = objects.add("commit", Buffer.from(`${lines.join("\n")}\n\n${plan.message}`));
  objects.store();
  return commit;
}

function editOf({ changes }: CommitPlan): FolderEdit {
  const root = folderEdit(true);
  for (const change of changes) {
    if (change.kind === "write-file") put(root, change.path, change.bytes);
    else {
      const folder = folderEdit(false);
      for (const { path, bytes } of change.files) put(folder, path, bytes);
      put(root, change.path, folder);
    }
  }
  return root;
}

const folderEdit = (keepsRest: boolean): FolderEdit => ({ keepsRest, entries: new Map() });

function put(root: FolderEdit, path: string, edit: FolderEdit | Uint8Array): void {
  const segments = path.split("/");
  const name = segments.pop()!;
  let folder = root;
  for (const segment of segments) {
    const below = folder.entries.get(segment);
    const next = below && !(below instanceof Uint8Array) ? below : folderEdit(folder.keepsRest);
    folder.entries.set(segment, next);
    folder = next;
  }
  folder.entries.set(name, edit);
}
