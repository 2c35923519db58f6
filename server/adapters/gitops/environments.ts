import type { DeclaredEnvironment } from "../../domain/ports.ts";
import { MirrorDamaged } from "./mirror.ts";
import { type ObjectReader, ObjectTooLarge } from "./object-reader.ts";
import { isRegular, isTree, parseTree, readTree, type TreeEntry } from "./tree.ts";

const MARKER = ".deploysmith.yaml";
const MAX_MARKER_BYTES = 4096;
/** RFC 1123, section 2.1: what Kubernetes takes as a name. */
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The environments that a commit declares, by name: those with a folder `environments/<name>/apps`. */
export async function readEnvironments(reader: ObjectReader, commit: string): Promise<DeclaredEnvironment[]> {
  const folders = (await readTree(reader, commit, "environments")) ?? [];
  const candidates = folders.filter((entry) => isTree(entry) && DNS_LABEL.test(entry.name));
  const declared = await Promise.all(candidates.map((folder) => readEnvironment(reader, folder)));
  return declared.filter((environment) => environment !== undefined);
}

async function readEnvironment(
  reader: ObjectReader,
  { name, id }: TreeEntry,
): Promise<DeclaredEnvironment | undefined> {
  const tree = await reader.read(id);
  if (!tree) throw new MirrorDamaged(`The mirror has no tree ${id}.`);
  const entries = parseTree(tree.bytes, id.length / 2);
  if (!entries.some((entry) => entry.name === "apps" && isTree(entry))) return undefined;
  const marker = entries.find((entry) => entry.name === MARKER);
  if (!marker) return { name, confirm: "yes" };
  const blob = isRegular(marker) ? await reader.read(marker.id).catch(ifTooLarge) : undefined;
  return { name, confirm: confirmOf(blob?.bytes) };
}

function ifTooLarge(error: unknown): undefined {
  if (!(error instanceof ObjectTooLarge)) throw error;
}

/**
 * What a marker file asks for. It was put there to protect something, so whatever is not understood asks for the name.
 * Read line by line: a YAML parser can be kept busy for minutes by a file of this size.
 */
export function confirmOf(bytes: Uint8Array | undefined): DeclaredEnvironment["confirm"] {
  if (!bytes || bytes.length > MAX_MARKER_BYTES) return "name";
  const lines = Buffer.from(bytes).toString("utf8").split(/\r?\n/);
  const said = lines.filter((line) => !/^\s*(?:#.*)?$|^---\s*$/.test(line));
  const isPlain = said.every((line) => /^confirm:\s+(?:yes|"yes"|'yes')\s*(?:\s#.*)?$/.test(line));
  return isPlain && said.length <= 1 ? "yes" : "name";
}
