import { CommandError } from "../../clients/errors.ts";
import { withRetries } from "../../clients/retry.ts";
import type { AnswerError } from "../../clients/problems.ts";
import type { Upload } from "../../generated/api.ts";
import { uploadDelay, uploadFile } from "./upload-file.ts";

const parallel = 8;
const renewals = 3;
const patienceMs = 120_000;

export interface UploadJob {
  uploads: Upload[];
  bytesOf: (path: string) => Uint8Array;
  /** Fresh URLs for what is missing; a file that is not among them has arrived. */
  renew: () => Promise<Upload[]>;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Sends every file, eight at a time. The first one that cannot be sent stops the others and is thrown. */
export async function uploadAll(job: UploadJob): Promise<void> {
  const stop = new AbortController();
  const running = { ...job, signal: AbortSignal.any([job.signal, stop.signal]) };
  const urls = urlBook(job);
  const waiting = job.uploads.map(({ path }) => path);
  let done = 0;
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await uploadOne(path, running, urls);
      job.onProgress(++done, job.uploads.length);
    }
  };
  const workers = Array.from({ length: Math.min(parallel, waiting.length) }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
}

type UrlBook = ReturnType<typeof urlBook>;

async function uploadOne(path: string, job: UploadJob, urls: UrlBook): Promise<void> {
  let refused: AnswerError | undefined;
  for (let attempt = 0; attempt <= renewals; attempt++) {
    const upload = urls.get(path);
    if (!upload) return;
    const bytes = job.bytesOf(path);
    const send = () => uploadFile(upload, bytes, job.signal);
    refused = await withRetries(send, uploadDelay, { patienceMs, signal: job.signal });
    if (!refused) return;
    await urls.renew(upload);
  }
  throw new CommandError(`${refused?.message} Fresh URLs were refused too.`, {
    cause: refused,
    next: "Check that the clocks of this machine, of smithd and of the blob storage agree, and that nothing in between changes requests.",
  });
}

/** The current URLs. Files whose URLs expired together share one renewal. */
function urlBook({ uploads, renew }: Pick<UploadJob, "uploads" | "renew">) {
  let current = new Map(uploads.map((upload) => [upload.path, upload]));
  let pending: Promise<void> | undefined;
  const fetchFresh = async () => {
    current = new Map((await renew()).map((upload) => [upload.path, upload]));
  };
  return {
    get: (path: string) => current.get(path),
    renew: async (stale: Upload) => {
      if (current.get(stale.path) !== stale) return;
      pending ??= fetchFresh().finally(() => (pending = undefined));
      await pending;
    },
  };
}
