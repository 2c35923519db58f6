import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";

interface Put {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array;
  signal: AbortSignal;
}

/** Sends bytes. Settles and rejects as `fetch` does, which takes twice as long for hundreds of small files. */
export async function put(url: string, { method, headers, body, signal }: Put): Promise<Response> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method, headers, signal }).on("response", resolve).on("error", reject).end(body);
    });
    const words = await text(answer);
    const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
    return new Response(words === "" ? null : words, { status, statusText, headers: headersOf(answer) });
  } catch (error) {
    signal.throwIfAborted();
    throw new TypeError("The request failed.", { cause: error });
  }
}

const headersOf = ({ headersDistinct }: IncomingMessage): [string, string][] =>
  Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
