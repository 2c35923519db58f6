export interface CgiAnswer {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

/** Pure. What a CGI program printed (RFC 3875, section 6): header lines, an empty line, and the body. */
export function readCgiAnswer(printed: Buffer): CgiAnswer {
  const end = printed.indexOf("\r\n\r\n");
  // A backend that died said nothing, or not all of it.
  if (end < 0) return { status: 500, headers: {}, bytes: Buffer.alloc(0) };
  const lines = printed.toString("latin1", 0, end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
  const { status = "200", ...others } = headers;
  return { status: Number.parseInt(status), headers: others, bytes: printed.subarray(end + 4) };
}
