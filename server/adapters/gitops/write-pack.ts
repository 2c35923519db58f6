import { createHash } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, crc32, deflateSync } from "node:zlib";
import type { ObjectFormat } from "./mirror.ts";
import { objectId } from "./object-id.ts";

/** Numbers of the kinds of objects (gitformat-pack). */
const TYPES = { commit: 1, tree: 2, blob: 3 };

type ObjectType = keyof typeof TYPES;

/** Objects that come into a mirror together. */
interface NewObjects {
  /** Takes an object; returns its id. */
  add(type: ObjectType, content: Uint8Array): string;
  /** Brings what was taken into the mirror. */
  store(): void;
}

interface Entry {
  id: string;
  bytes: Buffer;
}

/**
 * Writes a pack and its index, as gitformat-pack describes them, rather than an object each: ext4 looks long for a place for
 * a new file where many were removed in the last minutes, as git does with loose objects and their folders. It is left to
 * the system when to bring them to the disk: what is lost can be fetched, or built again.
 */
export function packInto(gitDir: string, format: ObjectFormat): NewObjects {
  const hash = (bytes: Uint8Array) => createHash(format).update(bytes).digest();
  const entries = new Map<string, Entry>();
  return {
    add(type, content) {
      const id = objectId(format, type, content);
      if (!entries.has(id)) entries.set(id, { id, bytes: entryOf(type, content) });
      return id;
    },
    store() {
      const all = [...entries.values()];
      const body = Buffer.concat([packHeader(all.length), ...all.map(({ bytes }) => bytes)]);
      const checksum = hash(body);
      const index = indexOf(all, checksum);
      const name = `pack-${checksum.toString("hex")}`;
      place(join(gitDir, "objects", "pack"), [
        [`${name}.pack`, Buffer.concat([body, checksum])],
        // Git looks for packs by their indexes, so that comes last.
        [`${name}.idx`, Buffer.concat([index, hash(index)])],
      ]);
    },
  };
}

const { Z_BEST_SPEED, Z_NO_COMPRESSION } = constants;

function entryOf(type: ObjectType, content: Uint8Array): Buffer {
  // Ids of objects, which is what trees are made of, do not get smaller.
  const level = type === "tree" ? Z_NO_COMPRESSION : Z_BEST_SPEED;
  return Buffer.concat([entryHeader(TYPES[type], content.length), deflateSync(content, { level })]);
}

/** The kind and the size: four bits of it in the first byte, then seven in each, the highest bit says that more follow. */
function entryHeader(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (type << 4) | (size & 15);
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    bytes.push(byte | 128);
    byte = rest & 127;
  }
  return Buffer.from([...bytes, byte]);
}

const packHeader = (count: number) => Buffer.concat([Buffer.from("PACK"), words([2, count])]);

/** Version 2, without what only packs of 2 GiB need and without its own checksum. */
function indexOf(entries: Entry[], packChecksum: Buffer): Buffer {
  let offset = packHeader(0).length;
  const placed = entries.map(({ id, bytes }) => {
    const at = offset;
    offset += bytes.length;
    return { id, at, crc: crc32(bytes) };
  });
  placed.sort((one, other) => (one.id < other.id ? -1 : 1));
  const firsts = placed.map(({ id }) => Number.parseInt(id.slice(0, 2), 16));
  return Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63]),
    words([2]),
    words(Array.from({ length: 256 }, (_, most) => firsts.filter((first) => first <= most).length)),
    Buffer.from(placed.map(({ id }) => id).join(""), "hex"),
    words(placed.map(({ crc }) => crc)),
    words(placed.map(({ at }) => at)),
    packChecksum,
  ]);
}

function words(numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * index);
  return bytes;
}

/**
 * Under other names until all are whole, ones that git takes for litter. Not asynchronously: it reaches no disk, and handing
 * it to a thread takes longer.
 */
function place(folder: string, files: [name: string, bytes: Buffer][]): void {
  const parts = files.map(([name, bytes]) => ({ name, bytes, part: join(folder, `tmp_${name}`) }));
  const clear = () => parts.forEach(({ part }) => rmSync(part, { force: true }));
  // Of one that was killed.
  clear();
  try {
    for (const { part, bytes } of parts) writeFileSync(part, bytes, { mode: 0o444 });
    for (const { part, name } of parts) renameSync(part, join(folder, name));
  } catch (error) {
    clear();
    throw error;
  }
}
