/** Of two moments: the request has not gone on to the server, or the server has done it and its answer has not gone back. */
export type When = "before" | "after";

/** What goes wrong with one request. */
export type Fault =
  /** The server never sees it. */
  | { kind: "answer"; status: number; code: string }
  /** The connection is reset; afterwards the work is done, and nobody is told. */
  | { kind: "reset"; when: When }
  | { kind: "stall"; when: When; milliseconds: number }
  /** See `hold`. */
  | { kind: "hold"; when: When; reached: () => void; until: Promise<unknown> }
  /** Half of an answer's body arrives: of `all` that was announced, or as if `less` were all. */
  | { kind: "truncate"; announced: "all" | "less" }
  /** Half of a request's body reaches the server, then both connections end. */
  | { kind: "interrupt" }
  /** One bit changes on its way. An empty body has none. */
  | { kind: "flip"; body: "request" | "answer" };

export const internalError: Fault = { kind: "answer", status: 500, code: "InternalError" };
export const slowDown: Fault = { kind: "answer", status: 503, code: "SlowDown" };

type Decide<T> = (request: T) => Fault | undefined;

/** The fault for the first `times` requests that are meant, and none for others. */
export function first<T>(
  times: number,
  fault: Fault,
  isMeant: (request: T) => boolean = () => true,
): Decide<T> {
  let left = times;
  return (request) => (left > 0 && isMeant(request) && left-- > 0 ? fault : undefined);
}

export interface Hold<T> {
  /** For the first request that is meant. */
  fault: Decide<T>;
  /** Resolves once it is held, at exactly that moment. */
  reached: Promise<void>;
  release(): void;
}

/** Holds one request until it is released, so that a test can act while it is exactly there. */
export function hold<T>(when: When, isMeant?: (request: T) => boolean): Hold<T> {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const fault: Fault = { kind: "hold", when, reached: reached.resolve, until: released.promise };
  return { fault: first(1, fault, isMeant), reached: reached.promise, release: released.resolve };
}

export interface Answer {
  status: number;
  message: string;
  /** Names and values in turn, as they were sent. */
  headers: string[];
  body: Buffer;
}

/** Pure. An error as S3 words it. */
export function errorAnswer({ status, code }: { status: number; code: string }): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Injected.</Message><RequestId>0</RequestId></Error>`;
  const headers = ["Content-Type", "application/xml", "Content-Length", String(Buffer.byteLength(xml))];
  return { status, message: code, headers, body: Buffer.from(xml) };
}

/** Pure. The same bytes with one bit in their middle changed. */
export function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  if (copy.length > 0) copy[middle] = copy[middle]! ^ 1;
  return copy;
}

/** Pure. The same answer with the first half of its body, and a length that agrees. */
export function cut(answer: Answer): Answer {
  const body = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  const headers = answer.headers.map((value, index) =>
    answer.headers[index - 1]?.toLowerCase() === "content-length" && index % 2 === 1
      ? String(body.length)
      : value,
  );
  return { ...answer, headers, body };
}
