/** Generated from openapi.yaml by `npm run generate`; never edited. One handler for each operation: a missing one does not compile. */

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
  /** Show the API key that is used: GET /v1/whoami */
  whoami: Handler<operations["whoami"], Caller>;
  /** List the API keys: GET /v1/keys */
  keyList: Handler<operations["keyList"], Caller>;
  /** Create an API key: POST /v1/keys */
  keyCreate: Handler<operations["keyCreate"], Caller>;
  /** Revoke an API key: DELETE /v1/keys/{key} */
  keyRevoke: Handler<operations["keyRevoke"], Caller>;
  /** List the registered apps: GET /v1/apps */
  appList: Handler<operations["appList"], Caller>;
  /** Register an app: POST /v1/apps */
  appRegister: Handler<operations["appRegister"], Caller>;
  /** View one app: GET /v1/apps/{app} */
  appView: Handler<operations["appView"], Caller>;
  /** Archive an app: DELETE /v1/apps/{app} */
  appArchive: Handler<operations["appArchive"], Caller>;
  /** Change an app: PATCH /v1/apps/{app} */
  appUpdate: Handler<operations["appUpdate"], Caller>;
  /** Restore an archived app: POST /v1/apps/{app}/restore */
  appRestore: Handler<operations["appRestore"], Caller>;
  /** List the versions of an app: GET /v1/apps/{app}/versions */
  versionList: Handler<operations["versionList"], Caller>;
  /** Draft a version: POST /v1/apps/{app}/versions */
  versionDraft: Handler<operations["versionDraft"], Caller>;
  /** View one version: GET /v1/apps/{app}/versions/{version} */
  versionView: Handler<operations["versionView"], Caller>;
  /** Renew the upload URLs of a draft: POST /v1/apps/{app}/versions/{version}/uploads */
  versionUploadsRenew: Handler<operations["versionUploadsRenew"], Caller>;
  /** Publish a version: POST /v1/apps/{app}/versions/{version}/publish */
  versionPublish: Handler<operations["versionPublish"], Caller>;
  /** Read one file of a version: GET /v1/apps/{app}/versions/{version}/file */
  versionFileView: Handler<operations["versionFileView"], Caller>;
  /** Show what a deployment would change: GET /v1/apps/{app}/versions/{version}/diff */
  versionDiff: Handler<operations["versionDiff"], Caller>;
  /** List the policies of an app: GET /v1/apps/{app}/policies */
  policyList: Handler<operations["policyList"], Caller>;
  /** Create or replace a policy: PUT /v1/apps/{app}/policies/{policy} */
  policyPut: Handler<operations["policyPut"], Caller>;
  /** Delete a policy: DELETE /v1/apps/{app}/policies/{policy} */
  policyDelete: Handler<operations["policyDelete"], Caller>;
  /** Show where a branch or tag would go: GET /v1/apps/{app}/policy-matches */
  policyMatch: Handler<operations["policyMatch"], Caller>;
  /** Pause auto-deployment: PUT /v1/apps/{app}/holds/{environment} */
  holdPut: Handler<operations["holdPut"], Caller>;
  /** Resume auto-deployment: DELETE /v1/apps/{app}/holds/{environment} */
  holdRelease: Handler<operations["holdRelease"], Caller>;
  /** Deploy a version: POST /v1/apps/{app}/deployments */
  deploymentCreate: Handler<operations["deploymentCreate"], Caller>;
  /** Go back to an earlier version: POST /v1/apps/{app}/rollbacks */
  rollbackCreate: Handler<operations["rollbackCreate"], Caller>;
  /** Remove an app from an environment: POST /v1/apps/{app}/removals */
  removalCreate: Handler<operations["removalCreate"], Caller>;
  /** List deployments: GET /v1/deployments */
  deploymentList: Handler<operations["deploymentList"], Caller>;
  /** View one deployment: GET /v1/deployments/{deployment} */
  deploymentView: Handler<operations["deploymentView"], Caller>;
  /** List the environments: GET /v1/environments */
  environmentList: Handler<operations["environmentList"], Caller>;
  /** View one environment: GET /v1/environments/{environment} */
  environmentView: Handler<operations["environmentView"], Caller>;
  /** Hear of changes as they happen: GET /v1/events */
  eventStream: Handler<operations["eventStream"], Caller>;
}

export const operationIds = [
  "whoami",
  "keyList",
  "keyCreate",
  "keyRevoke",
  "appList",
  "appRegister",
  "appView",
  "appArchive",
  "appUpdate",
  "appRestore",
  "versionList",
  "versionDraft",
  "versionView",
  "versionUploadsRenew",
  "versionPublish",
  "versionFileView",
  "versionDiff",
  "policyList",
  "policyPut",
  "policyDelete",
  "policyMatch",
  "holdPut",
  "holdRelease",
  "deploymentCreate",
  "rollbackCreate",
  "removalCreate",
  "deploymentList",
  "deploymentView",
  "environmentList",
  "environmentView",
  "eventStream",
] as const satisfies (keyof Handlers<unknown>)[];
