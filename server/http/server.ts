import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How long requests may take to end once smithd stops, in milliseconds. */
const DRAIN = 5000;

/** The address cannot be listened on, as a sentence. */
export class ListenError extends Error {}

export interface Listening {
  /** The address as a URL, with the port that was taken where 0 was asked for. */
  url: string;
  /** Takes no more connections and waits a little for the requests that are being answered. */
  close(): Promise<void>;
}

export async function listen(
  listener: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(
        new ListenError(
          `smithd cannot listen on ${host}:${port}: ${error.message}. Choose another SMITHD_LISTEN.`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), close: () => close(server) };
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // One whose last answer is just being sent is idle a moment later, and may be kept open by its client for long.
  const tidy = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN);
  await closed;
  clearInterval(tidy);
  clearTimeout(cut);
}
