import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { constants, deflateSync } from "node:zlib";
import type { CommitPlan } from "../../domain/ports.ts";
import { signatureOf, type Signature } from "./fast-import.ts";
import { MirrorDamaged, type ObjectFormat } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";
import { findEntry, isTree, REGULAR_FILE, TREE } from "./tree.ts";
import { withEntry, withoutEntry } from "./tree-edit.ts";

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
 * writing them as loose ones takes less time than starting a process. Like git itself it leaves them to the system to bring
 * to the disk: all that a mirror holds is elsewhere, too.
 */
export async function writeCommit(tools: Tools, base: string, plan: CommitPlan): Promise<string> {
  const { reader, author, objectFormat } = tools;
  const idLength = objectFormat === "sha256" ? 32 : 20;
  const write = (type: string, content: Uint8Array) => {
    const object = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const id = createHash(objectFormat).update(object).digest("hex");
    // Ids of objects, which is what trees are made of, do not get smaller.
    store(tools.gitDir, id, object, type === "tree" ? Z_NO_COMPRESSION : Z_BEST_SPEED);
    return id;
  };
  const readTree = async (name: string) => {
    const object = await reader.read(name);
    if (object?.type !== "tree") throw new MirrorDamaged(`The mirror has no tree ${name}.`);
    return object.bytes;
  };
  const edited = async ({ keepsRest, entries }: FolderEdit, old: string | undefined): Promise<Buffer> => {
    let tree = keepsRest && old !== undefined ? await readTree(old) : Buffer.alloc(0);
    for (const [name, edit] of entries) {
      if (edit instanceof Uint8Array) {
        tree = withEntry(tree, { name, mode: REGULAR_FILE, id: write("blob", edit) });
        continue;
      }
      const before = findEntry(tree, idLength, name);
      const wasFolder = before !== undefined && isTree(before);
      // Git knows what else it may be; nothing that is not understood is written over.
      if (before && !wasFolder && edit.keepsRest) throw new Error(`${name} is no folder.`);
      const folder = await edited(edit, wasFolder ? before.id : undefined);
      if (folder.length > 0) tree = withEntry(tree, { name, mode: TREE, id: write("tree", folder) });
      // Git knows no empty folders.
      else tree = withoutEntry(tree, idLength, name);
    }
    return tree;
  };
  const tree = write("tree", await edited(editOf(plan), `${base}^{tree}`));
  const signature = signatureOf(author, plan.date);
  const lines = [`tree ${tree}`, `parent ${base}`, `author ${signature}`, `committer ${signature}`];
  return write("commit", Buffer.from(`${lines.join("\n")}\n\n${plan.message}`));
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

const { Z_BEST_SPEED, Z_NO_COMPRESSION } = constants;

/**
 * As git does: under another name until it is whole. Not asynchronously: it is a dozen small writes that reach no disk, and
 * handing each to a thread takes longer.
 */
function store(gitDir: string, id: string, object: Buffer, level: number): void {
  const file = join(gitDir, "objects", id.slice(0, 2), id.slice(2));
  const part = join(gitDir, "objects", `tmp_obj_${id}`);
  try {
    writeFileSync(part, deflateSync(object, { level }), { mode: 0o444 });
    moveTo(file, part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function moveTo(file: string, part: string): void {
  try {
    renameSync(part, file);
  } catch {
    // Git takes empty folders away.
    mkdirSync(dirname(file), { recursive: true });
    renameSync(part, file);
  }
}
