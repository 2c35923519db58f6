/**
 * Makes generated/ from openapi.yaml, docs/errors.md and a package of Kubernetes types, and parts of docs/ from the programs. With --check it writes nothing
 * and fails where a file is stale.
 */
import { readFileSync, writeFileSync, mkdirSync, existsSync } from "node:fs";
import openapiTypescript, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import { errorPages } from "./generate/error-pages.ts";
import { kubernetesSchema, kubernetesVersionFile } from "./generate/kubernetes-schema.ts";
import { withRegion } from "./generate/region.ts";

interface Operation {
  operationId: string;
  summary: string;
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Contract {
  paths: Record<string, Record<string, Operation>>;
}

const METHODS = ["get", "put", "post", "delete", "patch"];
const banner = (what: string) =>
  `/** Generated from openapi.yaml by \`npm run generate\`; never edited. ${what} */\n`;

const contractText = readFileSync("openapi.yaml", "utf8");
const contract = parse(contractText) as Contract;
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({ path, method, ...item[method]! })),
);

/** Their answers go on and on: clients/events.ts reads those. */
const isStream = ({ responses }: Operation) => responses["200"]?.content?.["text/event-stream"] !== undefined;
const [streams, calls] = [operations.filter(isStream), operations.filter((one) => !isStream(one))];

const types = async () =>
  banner("Types of every path, operation and schema.") +
  astToString(
    await openapiTypescript(contractText, {
      defaultNonNullable: false,
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
    }),
  );

const handlers = () => `${banner("One handler for each operation: a missing one does not compile.")}
import type { operations } from "./api.ts";

type Parameters<Op, In extends string> = Op extends { parameters: { [K in In]?: infer P } }
  ? [P] extends [never | undefined] ? Record<never, never> : NonNullable<P>
  : Record<never, never>;
type Body<Op> = Op extends { requestBody: { content: infer C } } ? C[keyof C] : undefined;
type Success = 200 | 201 | 202 | 204;
/** Some of a stream: events, and the position up to which it has told of everything. */
export interface Page<Event> {
  events: Event[];
  position: string;
}
type Answers<Op> = Op extends { responses: infer R }
  ? {
      [S in keyof R & Success]: R[S] extends { content: { "text/event-stream": infer E } }
        ? { status: S; headers?: Record<string, string>; body: AsyncIterable<Page<E>> }
        : R[S] extends { content: infer C }
        ? { status: S; headers?: Record<string, string>; body: C[keyof C] }
        : { status: S; headers?: Record<string, string>; body?: undefined };
    }[keyof R & Success]
  : never;

/** A request that fits the contract. */
export interface OperationRequest<Op, Caller> {
  params: Parameters<Op, "path">;
  query: Parameters<Op, "query">;
  headers: Parameters<Op, "header">;
  body: Body<Op>;
  caller: Caller;
  /** Aborted when the caller hangs up before the answer. */
  hungUp: () => AbortSignal;
}

/** Answers an operation, or throws what http/problems.ts knows. */
export type Handler<Op, Caller> = (request: OperationRequest<Op, Caller>) => Promise<Answers<Op>>;

export interface Handlers<Caller> {
${operations
  .map(
    ({ operationId, method, path, summary }) =>
      `  /** ${summary}: ${method.toUpperCase()} ${path} */\n  ${operationId}: Handler<operations["${operationId}"], Caller>;`,
  )
  .join("\n")}
}

export const operationIds = [
${operations.map(({ operationId }) => `  "${operationId}",`).join("\n")}
] as const satisfies (keyof Handlers<unknown>)[];
`;

const client = () => `${banner("What a typed client offers: one method for each operation.")}
import type { operations } from "./api.ts";

type Given<Op, In extends string> = Op extends { parameters: infer P } ? (In extends keyof P ? P[In] : undefined) : undefined;
type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown
  : undefined extends Value ? { [K in Name]?: Exclude<Value, undefined> } : { [K in Name]: Value };
type Body<Op> = Op extends { requestBody: { content: infer C } } ? C[keyof C] : undefined;
type Success = 200 | 201 | 202 | 204;
type Answer<Op> = Op extends { responses: infer R }
  ? { [S in keyof R & Success]: R[S] extends { content: infer C } ? C[keyof C] : undefined }[keyof R & Success]
  : never;

export type ClientRequest<Op> = Part<"path", Given<Op, "path">> &
  Part<"query", Given<Op, "query">> &
  Part<"header", Given<Op, "header">> &
  Part<"body", Body<Op>> & {
    /** Gives the call up, with all its repetitions. */
    signal?: AbortSignal;
  };

/** The parsed body of a success, or a thrown problem. */
export interface Client {
${calls
  .map(
    ({ operationId, summary }) =>
      `  /** ${summary} */\n  ${operationId}(request${requestOptional(operationId) ? "?" : ""}: ClientRequest<operations["${operationId}"]>): Promise<Answer<operations["${operationId}"]>>;`,
  )
  .join("\n")}
}

export const operationRoutes = {
${calls
  .map(
    ({ operationId, method, path, requestBody }) =>
      `  ${operationId}: { method: "${method}", path: "${path}"${bodyTypeOf(requestBody)} },`,
  )
  .join("\n")}
} as const satisfies Record<keyof Client, { method: string; path: string; bodyType?: string }>;

/** What is read on and on, by clients/events.ts. */
export const streamRoutes = {
${streams.map(({ operationId, path }) => `  ${operationId}: "${path}",`).join("\n")}
} as const;
`;

/** An operation without path parameters and body can be called without an argument. */
function requestOptional(operationId: string): boolean {
  const operation = operations.find((candidate) => candidate.operationId === operationId)!;
  return !operation.path.includes("{") && operation.method === "get";
}

/** JSON goes without saying. */
function bodyTypeOf(body: Operation["requestBody"]): string {
  const [type = "application/json"] = Object.keys(body?.content ?? {});
  return type === "application/json" ? "" : `, bodyType: "${type}"`;
}

const contractModule = () =>
  `${banner("The contract itself, so that a bundle carries it.")}export const contractText = ${JSON.stringify(contractText)};\n`;

const checkOnly = process.argv.includes("--check");

/** Writes what is stale, and returns its names. */
function update(files: Record<string, string>): string[] {
  const stale = Object.entries(files).filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text,
  );
  if (!checkOnly) for (const [path, text] of stale) writeFileSync(path, text);
  return stale.map(([path]) => path);
}

const within = (path: string, content: string) => withRegion(readFileSync(path, "utf8"), content);

if (!checkOnly) mkdirSync("generated", { recursive: true });
const code = {
  "generated/api.ts": await types(),
  "generated/handlers.ts": handlers(),
  "generated/client.ts": client(),
  "generated/contract.ts": contractModule(),
  "generated/kubernetes-schema.ts": await kubernetesSchema(),
  "generated/kubernetes-version.ts": kubernetesVersionFile(),
  "generated/error-pages.ts": errorPages(readFileSync("docs/errors.md", "utf8")),
};
const staleCode = update(code);
// The programs of which these tell are made from the code above.
const { commandsText } = await import("./generate/commands-page.ts");
const { settingsTable } = await import("./generate/settings-page.ts");
const docs = {
  "docs/commands.md": within("docs/commands.md", await commandsText()),
  "docs/settings.md": within("docs/settings.md", settingsTable()),
};
const stale = [...staleCode, ...update(docs)];

if (checkOnly && stale.length > 0) {
  console.error(`Stale: ${stale.join(", ")}. Run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
} else if (!checkOnly) {
  console.log(`${Object.keys({ ...code, ...docs }).length} generated files, ${stale.length} changed`);
}
