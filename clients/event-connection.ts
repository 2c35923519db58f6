import { setTimeout as sleep } from "node:timers/promises";
import { streamRoutes } from "../generated/client.ts";
import { errorOfAnswer, requireEventStream } from "./answers.ts";
import type { ConnectOptions } from "./client.ts";
import { connectionError } from "./connection.ts";
import { createEventParser, type Block } from "./event-parser.ts";

export type EventOptions = Pick<ConnectOptions, "url" | "apiKey" | "userAgent" | "fetch">;

/** In milliseconds. */
export interface EventTimes {
  /** Until it is told that nothing has come yet. */
  firstMs: number;
  /** Until a connection of which nothing is heard is given up. */
  silenceMs: number;
}

interface From {
  app?: string;
  environment?: string;
  lastEventId: string | undefined;
}

/** The blocks of one connection; `late` where the first takes long. Ends where smithd ends it, and throws what else does. */
export async function* blocksOf(
  options: EventOptions,
  from: From,
  { firstMs, silenceMs }: EventTimes,
  signal?: AbortSignal,
): AsyncGenerator<Block | "late"> {
  const watchdog = watchSilence(silenceMs);
  try {
    const reader = open(options, from, signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal);
    const first = reader.then((opened) => opened.read());
    if (await isLate(first, firstMs)) yield "late";
    const parse = createEventParser();
    for (let piece = await first; !piece.done; piece = await (await reader).read()) {
      watchdog.heard();
      yield* parse(piece.value);
    }
  } catch (error) {
    throw connectionError(error, options.url, silenceMs) ?? error;
  } finally {
    watchdog.end();
  }
}

async function open(
  { url, apiKey, userAgent, fetch: send = fetch }: EventOptions,
  { lastEventId, ...filter }: From,
  signal: AbortSignal,
): Promise<ReadableStreamDefaultReader<string>> {
  const query = new URLSearchParams(filter).toString();
  const response = await send(`${url}${streamRoutes.eventStream}${query && `?${query}`}`, {
    headers: {
      ...{ authorization: `Bearer ${apiKey}`, "user-agent": userAgent, accept: "text/event-stream" },
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    },
    // As in client.ts: it would hide that the URL is wrong.
    redirect: "manual",
    signal,
  });
  if (!response.ok) throw errorOfAnswer(response, await bodyOf(response), url);
  requireEventStream(response, url);
  return response.body!.pipeThrough(new TextDecoderStream()).getReader();
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Aborts as a timeout does, once nothing was heard for so long. Ending it lets go of the connection. */
function watchSilence(milliseconds: number) {
  const controller = new AbortController();
  const bark = () => controller.abort(new DOMException("Nothing was heard.", "TimeoutError"));
  const timer = setTimeout(bark, milliseconds);
  return {
    signal: controller.signal,
    heard: () => void timer.refresh(),
    end() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}

/** Whether it is not settled after so many milliseconds. */
async function isLate(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const stop = new AbortController();
  const settled = work.then(
    () => false,
    () => false,
  );
  const late = sleep(milliseconds, true, { signal: stop.signal }).catch(() => false);
  return Promise.race([settled, late]).finally(() => stop.abort());
}
