import type { IncomingMessage } from "node:http";
import getRawBody from "raw-body";
import { bodyCutOff, DomainError } from "../domain/errors.ts";

/** The JSON body of a request, undefined where there is none. Throws what is wrong with it as a problem, another media type among it. */
export async function readJsonBody(
  request: IncomingMessage,
  limit: number,
  mediaType: string,
): Promise<unknown> {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length === 0 && request.headers["transfer-encoding"] === undefined) return undefined;
  requireType(request.headers["content-type"], mediaType);
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DomainError("json-malformed", `The body is not JSON: ${(error as Error).message}.`);
  }
}

function requireType(contentType: string | undefined, mediaType: string): void {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type !== mediaType) throw new DomainError("media-type-unsupported", `Send the body as ${mediaType}.`);
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit });
  } catch (error) {
    if ((error as { type?: string }).type === "entity.too.large")
      throw new DomainError("body-too-large", `A request body may hold ${limit} bytes.`);
    throw bodyCutOff();
  }
}
