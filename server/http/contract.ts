import type { Document } from "openapi-backend";
import { parse } from "yaml";

interface Operation {
  operationId?: string;
  requestBody?: { content: Record<string, unknown> };
}

const JSON_TYPE = "application/json";

/**
 * The contract as openapi-backend reads it, and which media type an operation's body has. The backend validates bodies
 * under the name of JSON only, so a merge patch, which is JSON, is shown to it as such.
 */
export function readContract(text: string): {
  definition: Document;
  bodyTypeOf(operationId: string | undefined): string;
} {
  const definition = parse(text) as { paths: Record<string, Record<string, Operation>> };
  const bodyTypes = new Map<string | undefined, string>();
  for (const operation of Object.values(definition.paths).flatMap((item) => Object.values(item))) {
    const [[type, schema] = [JSON_TYPE]] = Object.entries(operation.requestBody?.content ?? {});
    bodyTypes.set(operation.operationId, type);
    if (type !== JSON_TYPE) operation.requestBody!.content = { [JSON_TYPE]: schema };
  }
  return {
    definition: definition as unknown as Document,
    bodyTypeOf: (operationId) => bodyTypes.get(operationId) ?? JSON_TYPE,
  };
}
