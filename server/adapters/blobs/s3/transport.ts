import { Agent, request } from "undici";

export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
  /** How many bytes of an answer are read; what has more is cut there. */
  atMost: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface Transport {
  /** One attempt, which ends in time. Rejects where no whole answer arrives. */
  send(sent: Sent): Promise<Answer>;
  close(): Promise<void>;
}

const CONNECT = 5000;
/** Without a header, or without a further byte, for so long an attempt is given up: storage that is well answers far sooner. */
const SILENCE = 5000;
/** For one attempt in all: what a transfer may take that trickles. */
const WHOLE = { milliseconds: 10_000, bytesPerSecond: 128 * 1024 };
const CONNECTIONS = 64;

/** Kept-alive connections to one server; `ca` (PEM) takes the place of the system's authorities. */
export function createTransport(ca?: string): Transport {
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT, ...(ca !== undefined && { ca }) },
    headersTimeout: SILENCE,
    bodyTimeout: SILENCE,
  });
  return {
    async send({ method, url, headers, body, atMost }) {
      const bytes = (body?.length ?? 0) + atMost;
      const patience = WHOLE.milliseconds + Math.ceil((bytes / WHOLE.bytesPerSecond) * 1000);
      const answer = await request(url, {
        method: method as "GET",
        headers,
        body: body ?? null,
        dispatcher: agent,
        signal: AbortSignal.timeout(patience),
      });
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: await readAtMost(answer.body, atMost),
      };
    },
    close: () => agent.destroy(),
  };
}

async function readAtMost(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}
