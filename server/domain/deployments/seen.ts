import { posix } from "node:path";
import type { Change } from "../ports.ts";
import type { Owners } from "./owners.ts";
import type { Prepared } from "./prepare.ts";

/** What the members of a batch that were judged before mean for those after them: they are not in the head yet. */
export interface Seen {
  /** Objects that an app may have there without its being recorded. */
  take(environment: string, app: string, objects: readonly string[]): void;
  note(prepared: Prepared, changes: readonly Change[]): void;
  /** A file as earlier members leave it; else as the head has it, which is asked only once. */
  file(path: string, atHead: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined>;
  /** The apps that have an object in an environment or bring it there, and whether that depends on the batch. */
  ownersOf(environment: string, object: string): { app: string; isMember: boolean }[];
  /** What lies in a folder, given what the head has there. */
  namesIn(folder: string, atHead: Iterable<string>): Set<string>;
}

/** Before the first member; `recorded` tells who has what until then. */
export function seenSoFar(recorded: Owners): Seen {
  const files = new Map<string, Uint8Array>();
  const filesAtHead = new Map<string, Promise<Uint8Array | undefined>>();
  const folders = new Map<string, boolean>();
  const owners = new Map<string, { app: string; isMember: boolean }>();
  const decided = new Set<string>();
  const keyOf = (environment: string, name: string) => `${environment} ${name}`;
  return {
    take(environment, app, objects) {
      for (const object of objects) owners.set(keyOf(environment, object), { app, isMember: false });
    },
    note({ deployment: { environment, app }, objects }, changes) {
      decided.add(keyOf(environment, app));
      for (const object of objects) owners.set(keyOf(environment, object), { app, isMember: true });
      for (const change of changes)
        if (change.kind === "write-file") files.set(change.path, change.bytes);
        else folders.set(change.path, change.files.length > 0);
    },
    async file(path, atHead) {
      const written = files.get(path);
      if (written) return written;
      const read = filesAtHead.get(path) ?? atHead();
      filesAtHead.set(path, read);
      return read;
    },
    ownersOf(environment, object) {
      const underWay = owners.get(keyOf(environment, object));
      const app = recorded(environment, object);
      // What an earlier member makes of an app is what it has from then on.
      const isStill = app !== undefined && !decided.has(keyOf(environment, app)) && app !== underWay?.app;
      return [...(isStill ? [{ app, isMember: false }] : []), ...(underWay ? [underWay] : [])];
    },
    namesIn(folder, atHead) {
      const names = new Set(atHead);
      for (const path of files.keys()) if (posix.dirname(path) === folder) names.add(posix.basename(path));
      for (const [path, isThere] of folders)
        if (posix.dirname(path) !== folder) continue;
        else if (isThere) names.add(posix.basename(path));
        else names.delete(posix.basename(path));
      return names;
    },
  };
}
