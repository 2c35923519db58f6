/** Generated from openapi.yaml by `npm run generate`; never edited. What a typed client offers: one method for each operation. */

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
  /** Show the API key that is used */
  whoami(request?: ClientRequest<operations["whoami"]>): Promise<Answer<operations["whoami"]>>;
  /** List the API keys */
  keyList(request?: ClientRequest<operations["keyList"]>): Promise<Answer<operations["keyList"]>>;
  /** Create an API key */
  keyCreate(request: ClientRequest<operations["keyCreate"]>): Promise<Answer<operations["keyCreate"]>>;
  /** Revoke an API key */
  keyRevoke(request: ClientRequest<operations["keyRevoke"]>): Promise<Answer<operations["keyRevoke"]>>;
  /** List the registered apps */
  appList(request?: ClientRequest<operations["appList"]>): Promise<Answer<operations["appList"]>>;
  /** Register an app */
  appRegister(request: ClientRequest<operations["appRegister"]>): Promise<Answer<operations["appRegister"]>>;
  /** View one app */
  appView(request: ClientRequest<operations["appView"]>): Promise<Answer<operations["appView"]>>;
  /** Archive an app */
  appArchive(request: ClientRequest<operations["appArchive"]>): Promise<Answer<operations["appArchive"]>>;
  /** Change an app */
  appUpdate(request: ClientRequest<operations["appUpdate"]>): Promise<Answer<operations["appUpdate"]>>;
  /** Restore an archived app */
  appRestore(request: ClientRequest<operations["appRestore"]>): Promise<Answer<operations["appRestore"]>>;
  /** List the versions of an app */
  versionList(request: ClientRequest<operations["versionList"]>): Promise<Answer<operations["versionList"]>>;
  /** Draft a version */
  versionDraft(request: ClientRequest<operations["versionDraft"]>): Promise<Answer<operations["versionDraft"]>>;
  /** View one version */
  versionView(request: ClientRequest<operations["versionView"]>): Promise<Answer<operations["versionView"]>>;
  /** Renew the upload URLs of a draft */
  versionUploadsRenew(request: ClientRequest<operations["versionUploadsRenew"]>): Promise<Answer<operations["versionUploadsRenew"]>>;
  /** Publish a version */
  versionPublish(request: ClientRequest<operations["versionPublish"]>): Promise<Answer<operations["versionPublish"]>>;
  /** Read one file of a version */
  versionFileView(request: ClientRequest<operations["versionFileView"]>): Promise<Answer<operations["versionFileView"]>>;
  /** Show what a deployment would change */
  versionDiff(request: ClientRequest<operations["versionDiff"]>): Promise<Answer<operations["versionDiff"]>>;
  /** List the policies of an app */
  policyList(request: ClientRequest<operations["policyList"]>): Promise<Answer<operations["policyList"]>>;
  /** Create or replace a policy */
  policyPut(request: ClientRequest<operations["policyPut"]>): Promise<Answer<operations["policyPut"]>>;
  /** Delete a policy */
  policyDelete(request: ClientRequest<operations["policyDelete"]>): Promise<Answer<operations["policyDelete"]>>;
  /** Show where a branch or tag would go */
  policyMatch(request: ClientRequest<operations["policyMatch"]>): Promise<Answer<operations["policyMatch"]>>;
  /** Pause auto-deployment */
  holdPut(request: ClientRequest<operations["holdPut"]>): Promise<Answer<operations["holdPut"]>>;
  /** Resume auto-deployment */
  holdRelease(request: ClientRequest<operations["holdRelease"]>): Promise<Answer<operations["holdRelease"]>>;
  /** Deploy a version */
  deploymentCreate(request: ClientRequest<operations["deploymentCreate"]>): Promise<Answer<operations["deploymentCreate"]>>;
  /** Go back to an earlier version */
  rollbackCreate(request: ClientRequest<operations["rollbackCreate"]>): Promise<Answer<operations["rollbackCreate"]>>;
  /** Remove an app from an environment */
  removalCreate(request: ClientRequest<operations["removalCreate"]>): Promise<Answer<operations["removalCreate"]>>;
  /** List deployments */
  deploymentList(request?: ClientRequest<operations["deploymentList"]>): Promise<Answer<operations["deploymentList"]>>;
  /** View one deployment */
  deploymentView(request: ClientRequest<operations["deploymentView"]>): Promise<Answer<operations["deploymentView"]>>;
  /** List the environments */
  environmentList(request?: ClientRequest<operations["environmentList"]>): Promise<Answer<operations["environmentList"]>>;
  /** View one environment */
  environmentView(request: ClientRequest<operations["environmentView"]>): Promise<Answer<operations["environmentView"]>>;
}

export const operationRoutes = {
  whoami: { method: "get", path: "/v1/whoami" },
  keyList: { method: "get", path: "/v1/keys" },
  keyCreate: { method: "post", path: "/v1/keys" },
  keyRevoke: { method: "delete", path: "/v1/keys/{key}" },
  appList: { method: "get", path: "/v1/apps" },
  appRegister: { method: "post", path: "/v1/apps" },
  appView: { method: "get", path: "/v1/apps/{app}" },
  appArchive: { method: "delete", path: "/v1/apps/{app}" },
  appUpdate: { method: "patch", path: "/v1/apps/{app}", bodyType: "application/merge-patch+json" },
  appRestore: { method: "post", path: "/v1/apps/{app}/restore" },
  versionList: { method: "get", path: "/v1/apps/{app}/versions" },
  versionDraft: { method: "post", path: "/v1/apps/{app}/versions" },
  versionView: { method: "get", path: "/v1/apps/{app}/versions/{version}" },
  versionUploadsRenew: { method: "post", path: "/v1/apps/{app}/versions/{version}/uploads" },
  versionPublish: { method: "post", path: "/v1/apps/{app}/versions/{version}/publish" },
  versionFileView: { method: "get", path: "/v1/apps/{app}/versions/{version}/file" },
  versionDiff: { method: "get", path: "/v1/apps/{app}/versions/{version}/diff" },
  policyList: { method: "get", path: "/v1/apps/{app}/policies" },
  policyPut: { method: "put", path: "/v1/apps/{app}/policies/{policy}" },
  policyDelete: { method: "delete", path: "/v1/apps/{app}/policies/{policy}" },
  policyMatch: { method: "get", path: "/v1/apps/{app}/policy-matches" },
  holdPut: { method: "put", path: "/v1/apps/{app}/holds/{environment}" },
  holdRelease: { method: "delete", path: "/v1/apps/{app}/holds/{environment}" },
  deploymentCreate: { method: "post", path: "/v1/apps/{app}/deployments" },
  rollbackCreate: { method: "post", path: "/v1/apps/{app}/rollbacks" },
  removalCreate: { method: "post", path: "/v1/apps/{app}/removals" },
  deploymentList: { method: "get", path: "/v1/deployments" },
  deploymentView: { method: "get", path: "/v1/deployments/{deployment}" },
  environmentList: { method: "get", path: "/v1/environments" },
  environmentView: { method: "get", path: "/v1/environments/{environment}" },
} as const satisfies Record<keyof Client, { method: string; path: string; bodyType?: string }>;

/** What is read on and on, by clients/events.ts. */
export const streamRoutes = {
  eventStream: "/v1/events",
} as const;
