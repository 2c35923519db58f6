import { readFileSync, watch } from "node:fs";
import { dirname } from "node:path";

/** Milliseconds after which something has gone wrong, also with a clone of tens of thousands of files. */
const PATIENCE = 300_000;

/** A branch of a bare repository, seen from outside as the file that git renames into place when a push has landed. */
export interface Ref {
  read(): string;
  /** Resolves with the time (performance.now) at which the branch is no longer where it is now. */
  moved(): Promise<number>;
  close(): void;
}

/**
 * Watches a branch. The kernel tells of the rename, so that waiting costs nothing: a process that asks each millisecond
 * would take part of one of two cores from what is measured. What it adds, the wake-up of an idle event loop and one
 * read of 41 bytes, is a fraction of a millisecond, the same for smithd and for a bare push.
 */
export function watchRef(file: string): Ref {
  const read = () => readFileSync(file, "utf8").trim();
  let onEvent = () => {};
  const watcher = watch(dirname(file), () => onEvent());
  return {
    read,
    moved() {
      const before = read();
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error("The branch did not move in time.")),
          PATIENCE,
        ).unref();
        onEvent = () => {
          if (read() === before) return;
          clearTimeout(late);
          resolve(performance.now());
        };
      });
    },
    close: () => watcher.close(),
  };
}
