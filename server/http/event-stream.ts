import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { StreamEvent } from "../../generated/api.ts";
import type { Page } from "../../generated/handlers.ts";

/** Milliseconds after which a reader whose stream ended is to connect again. */
const RETRY = 1000;

/** Milliseconds in which a reader has to take what was sent. Until then it is in memory, at most a page. */
const PATIENCE = 10_000;

interface Options {
  /** Aborted when the reader hangs up. */
  hungUp: AbortSignal;
  /** Aborted when smithd stops, which waits for no reader. */
  leaving: AbortSignal;
  patience?: number | undefined;
}

/**
 * Sends pages as server-sent events until there are no more, the reader hangs up, or takes too little. Resolves to why it
 * ended. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function sendEvents(
  response: ServerResponse,
  pages: AsyncIterable<Page<StreamEvent>>,
  { hungUp, leaving, patience = PATIENCE }: Options,
): Promise<"ended" | "hung up" | "too slow"> {
  response.write(`retry: ${RETRY}\n`);
  try {
    for await (const page of pages) {
      if (response.write(textOf(page)) || hungUp.aborted) continue;
      const late = AbortSignal.timeout(patience);
      await once(response, "drain", { signal: AbortSignal.any([hungUp, leaving, late]) });
    }
    response.end();
    return hungUp.aborted ? "hung up" : "ended";
  } catch (error) {
    response.destroy();
    if ((error as Error).name !== "AbortError") throw error;
    if (hungUp.aborted) return "hung up";
    return leaving.aborted ? "ended" : "too slow";
  }
}

/** Without events it is an id alone, which moves what the reader asks for the next time, and is nothing to hear. */
function textOf({ events, position }: Page<StreamEvent>): string {
  const blocks = events.map((event) => block(event.id, event.type, JSON.stringify(event)));
  return events.at(-1)?.id === position ? blocks.join("") : `${blocks.join("")}id: ${position}\n\n`;
}

const block = (id: string, type: string, data: string) => `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
