import { type Git, killGroup } from "./git-process.ts";
import type { GitChild } from "./standby.ts";

export interface GitObject {
  id: string;
  type: string;
  bytes: Buffer;
}

/** Reads objects through one `git cat-file --batch` that stays, because a process for each would cost more than the reading. */
export interface ObjectReader {
  /** The object that a revision such as `<commit>:<path>` names, or undefined. Rejects with ObjectTooLarge or MirrorDamaged. */
  read(name: string): Promise<GitObject | undefined>;
  /** Ends the process; the next read starts another. */
  restart(): void;
}

export class ObjectTooLarge extends Error {}

class ReaderDied extends Error {}

/** In a damaged pack git may look for something for ever. */
class ReaderStuck extends Error {}

interface Request {
  resolve(object: GitObject | undefined): void;
  reject(error: Error): void;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_LINE = 64 * 1024;

/** `onUnreadable` throws what it means that git ends instead of answering. */
export function objectReader(
  git: Git,
  gitDir: string,
  timeoutMs: number,
  onUnreadable: (name: string) => Promise<never>,
): ObjectReader {
  let conversation: Conversation | undefined;
  const attempt = (name: string) => {
    if (!conversation?.alive())
      conversation = converse(git.start([`--git-dir=${gitDir}`, "cat-file", "--batch"]), timeoutMs);
    return conversation.ask(name);
  };
  return {
    async read(name) {
      // It ends the line, and with it the request.
      if (/[\n\0]/.test(name)) return undefined;
      try {
        return await attempt(name);
      } catch (error) {
        if (error instanceof ReaderStuck) return onUnreadable(name);
        if (!(error instanceof ReaderDied)) throw error;
      }
      return attempt(name).catch((error) => {
        if (error instanceof ReaderDied || error instanceof ReaderStuck) return onUnreadable(name);
        throw error;
      });
    },
    restart() {
      conversation?.end();
      conversation = undefined;
    },
  };
}

type Conversation = ReturnType<typeof converse>;

/** Questions are answered in order; an answer that is late, too large or not understood ends the process, and with it all that wait. */
function converse(child: GitChild, timeoutMs: number) {
  const waiting: Request[] = [];
  let dead = false;
  const die = (error: Error) => {
    dead = true;
    clearTimeout(timer);
    // With what it started to ask the remote.
    killGroup(child, "SIGKILL");
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  let heard = 0;
  const timer = setTimeout(() => {
    if (waiting.length === 0) return;
    const before = heard;
    // Where our own process was paused, the answer lies there, and timers come first.
    setImmediate(() => {
      if (heard === before) die(new ReaderStuck("git cat-file did not answer in time."));
      else timer.refresh();
    });
  }, timeoutMs);
  timer.unref();
  const answers = answerParser(
    (object) => {
      timer.refresh();
      waiting.shift()?.resolve(object);
    },
    (error) => {
      waiting.shift()?.reject(error);
      die(new ReaderDied(error.message));
    },
  );
  child.stdout.on("data", (chunk: Buffer) => {
    heard++;
    if (!dead) answers(chunk);
  });
  child.stderr.resume();
  child.once("error", (error) => die(new Error(`git cannot be started: ${error.message}`)));
  child.once("close", () => die(new ReaderDied("git cat-file ended.")));
  return {
    alive: () => !dead,
    ask: (name: string) =>
      new Promise<GitObject | undefined>((resolve, reject) => {
        if (waiting.length === 0) timer.refresh();
        waiting.push({ resolve, reject });
        // What is asked in one go is sent in one go.
        if (child.stdin.writableCorked === 0) {
          child.stdin.cork();
          queueMicrotask(() => child.stdin.uncork());
        }
        child.stdin.write(`${name}\n`);
      }),
    /** What was asked is still answered. */
    end: () => void child.stdin.end(),
  };
}

/** Cuts the stream into answers: a line with id, type and size, then that many bytes and a line feed; or `<name> missing`. */
function answerParser(onAnswer: (object: GitObject | undefined) => void, onFault: (error: Error) => void) {
  let chunks: Buffer[] = [];
  let held = 0;
  let header: { id: string; type: string; size: number } | undefined;
  const rest = (buffer: Buffer, from: number) => {
    chunks = from < buffer.length ? [buffer.subarray(from)] : [];
    held = buffer.length - from;
  };
  const readLine = (): boolean => {
    const buffer = Buffer.concat(chunks);
    const end = buffer.indexOf(10);
    if (end < 0) {
      chunks = [buffer];
      if (held > MAX_LINE) onFault(new Error("git cat-file answered something else."));
      return false;
    }
    const line = buffer.toString("latin1", 0, end);
    rest(buffer, end + 1);
    const [, id, type, size] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(line) ?? [];
    if (id !== undefined) header = { id, type: type!, size: Number(size) };
    else onAnswer(undefined);
    if (header && header.size > MAX_BYTES) {
      onFault(new ObjectTooLarge(`${header.size} bytes are more than smithd reads from git (${MAX_BYTES}).`));
      return false;
    }
    return true;
  };
  const readBody = (): boolean => {
    if (!header || held <= header.size) return false;
    const buffer = Buffer.concat(chunks);
    const { id, type, size } = header;
    header = undefined;
    rest(buffer, size + 1);
    onAnswer({ id, type, bytes: buffer.subarray(0, size) });
    return true;
  };
  return (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held > 0 && (header ? readBody() : readLine()));
  };
}
