import type { Change, CommitPlan } from "../../domain/ports.ts";

export interface Signature {
  name: string;
  email: string;
}

/** As a commit has it; `date` in epoch milliseconds. */
export const signatureOf = ({ name, email }: Signature, date: number) =>
  `${name} <${email}> ${Math.floor(date / 1000)} +0000`;

/**
 * What `git fast-import` reads to build one commit for each plan, each on the one before, and to print their ids. Only
 * the folders that change are read, whatever the size of the repository. The first begins a history where there is no
 * `base`. https://git-scm.com/docs/git-fast-import
 */
export function* fastImport(
  ref: string,
  base: string | undefined,
  author: Signature,
  plans: CommitPlan[],
): Generator<string | Uint8Array> {
  // Without `done` at its end a stream that breaks off would count as complete.
  yield "feature done\n";
  for (const [index, plan] of plans.entries()) {
    const signature = signatureOf(author, plan.date);
    yield `commit ${ref}\nmark :${index + 1}\nauthor ${signature}\ncommitter ${signature}\n`;
    yield* data(Buffer.from(plan.message));
    const parent = index === 0 ? base : `:${index}`;
    if (parent !== undefined) yield `from ${parent}\n`;
    for (const change of plan.changes) yield* changed(change);
    yield `\nget-mark :${index + 1}\n`;
  }
  yield "done\n";
}

function* changed(change: Change): Generator<string | Uint8Array> {
  if (change.kind === "write-file") {
    yield* file(change.path, change.bytes);
    return;
  }
  yield `D ${quoted(change.path)}\n`;
  for (const { path, bytes } of change.files) yield* file(`${change.path}/${path}`, bytes);
}

function* file(path: string, bytes: Uint8Array): Generator<string | Uint8Array> {
  yield `M 100644 inline ${quoted(path)}\n`;
  yield* data(bytes);
}

function* data(bytes: Uint8Array): Generator<string | Uint8Array> {
  yield `data ${bytes.length}\n`;
  // A stream of chunks takes an empty one for its end.
  if (bytes.length > 0) yield bytes;
  yield "\n";
}

/** Always quoted, with C escapes: a line feed or a quotation mark in a path would be read as the next command. */
const quoted = (path: string) =>
  `"${path.replace(/["\\\p{Cc}]/gu, (character) =>
    character === '"' || character === "\\"
      ? `\\${character}`
      : [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
  )}"`;
