import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { BlobStore, UploadTicket } from "../domain/ports.ts";
import { examine, type Finding } from "./finding.ts";

/** Sends a request as whoever uploads would, and settles with the answer's status. */
export type SendUpload = (ticket: UploadTicket, bytes: Uint8Array) => Promise<number>;

interface Tools {
  blobs: BlobStore;
  send: SendUpload;
  now: () => number;
}

const declared = Buffer.from("This file shows what a signed upload URL allows. smithd doctor removes it.\n");
const others = Buffer.from(declared.toString().toUpperCase());
const longer = Buffer.concat([declared, declared]);
const content = { size: declared.length, sha256: createHash("sha256").update(declared).digest("hex") };
const MINUTE = 60_000;

interface Attempt {
  what: string;
  /** What could happen where it is not refused. */
  otherwise: string;
  lifetime?: number;
  make(ticket: UploadTicket, send: SendUpload): Promise<number>;
}

const attempts: Attempt[] = [
  {
    what: "fewer bytes than declared",
    otherwise: "publishing notices, and the file has to be uploaded again",
    make: (ticket, send) => send(ticket, declared.subarray(1)),
  },
  {
    what: "more bytes than declared",
    otherwise: "anybody with an upload URL can fill the bucket for its five minutes",
    make: (ticket, send) => send(ticket, longer),
  },
  {
    what: "other bytes of the declared size",
    otherwise: "publishing notices, and the file has to be uploaded again",
    make: (ticket, send) => send(ticket, others),
  },
  {
    what: "no If-None-Match",
    otherwise: "an upload can be replaced until it is published; publishing reads it once, and notices",
    make: ({ headers, ...ticket }, send) => {
      const rest = Object.entries(headers).filter(([name]) => name !== "if-none-match");
      return send({ ...ticket, headers: Object.fromEntries(rest) }, declared);
    },
  },
  {
    what: "another key",
    otherwise: "an upload URL opens the whole bucket",
    make: (ticket, send) => send({ ...ticket, url: ticket.url.replace("upload.txt", "other.txt") }, declared),
  },
  {
    what: "an expired URL",
    otherwise: "upload URLs last longer than five minutes",
    lifetime: 1000,
    make: async (ticket, send) => {
      await sleep(2500);
      return send(ticket, declared);
    },
  },
];

/**
 * What the storage really enforces of the URLs that smithd signs, by trying. A refusal counts where the answer is a 4xx and
 * nothing lies under the key. Leaves nothing behind.
 */
export async function examineUploads(given: Tools): Promise<Finding[]> {
  const tools = { ...given, send: patiently(given.send) };
  const taken = await examine("upload: the declared bytes", () => examineTaken(tools));
  if (taken.some(({ state }) => state === "failed")) return taken;
  const others = attempts.map((attempt) =>
    examine(`upload: ${attempt.what}`, () => examineAttempt(tools, attempt)),
  );
  return [taken, ...(await Promise.all(others))].flat();
}

const TRIES = 3;
const PAUSE = 500;

/** What passes says nothing about what the storage enforces. */
const patiently =
  (send: SendUpload): SendUpload =>
  async (ticket, bytes) => {
    for (let tries = 1; ; tries++) {
      try {
        const status = await send(ticket, bytes);
        if (status < 500 || tries === TRIES) return status;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
      await sleep(tries * PAUSE);
    }
  };

const newKey = () => `drafts/.doctor/${randomUUID()}/upload.txt`;

/** The one upload that must work, and the same once more, which must not. */
async function examineTaken({ blobs, send, now }: Tools): Promise<Finding[]> {
  const key = newKey();
  const what = "upload: the declared bytes";
  try {
    const ticket = await blobs.signUpload(key, content, now() + MINUTE);
    const status = await send(ticket, declared);
    const read = await blobs.read(key, content);
    // 412: an earlier try arrived, and its answer did not.
    if (((status < 200 || status > 299) && status !== 412) || typeof read === "string")
      return [
        { what, state: "failed", detail: `Answered with ${status}; afterwards the file is ${fate(read)}.` },
      ];
    const again = await send(ticket, declared);
    return [
      { what, state: "ok", detail: `Taken (${status}).` },
      refusal("the same again", isRefusal(again), again, "an upload can be repeated; the bytes are the same"),
    ];
  } finally {
    await blobs.remove([key]);
  }
}

const fate = (read: Uint8Array | string) => (typeof read === "string" ? read : "there");

async function examineAttempt({ blobs, send, now }: Tools, attempt: Attempt): Promise<Finding> {
  const key = newKey();
  const keys = [key, key.replace("upload.txt", "other.txt")];
  try {
    const ticket = await blobs.signUpload(key, content, now() + (attempt.lifetime ?? MINUTE));
    const status = await attempt.make(ticket, send);
    const there = await Promise.all(keys.map((each) => blobs.has(each)));
    if (status >= 500) return untried(attempt.what, status);
    return refusal(attempt.what, isRefusal(status) && !there.includes(true), status, attempt.otherwise);
  } finally {
    await blobs.remove(keys);
  }
}

const untried = (what: string, status: number): Finding => ({
  what: `upload: ${what}`,
  state: "warning",
  detail: `Could not be tried: answered with ${status}. Run \`smithd doctor\` again later.`,
});

const isRefusal = (status: number) => status >= 400 && status <= 499;

const refusal = (what: string, isRefused: boolean, status: number, otherwise: string): Finding => ({
  what: `upload: ${what}`,
  state: isRefused ? "ok" : "warning",
  detail: isRefused ? `Refused (${status}).` : `NOT refused (${status}): ${otherwise}.`,
});
