import type { OperationName } from "./examples.ts";

const version = "--app api-service --version 42540c4-123";
const digest = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

/**
 * How each operation is used: an operation that is missing here does not compile, so that nothing of the contract stays
 * unused unnoticed. DIR is a folder of manifests, and DRAFTED one with the files of the contract's draft.
 */
export const commandFor: Record<OperationName, string> = {
  whoami: "smithctl whoami",
  keyList: "smithctl keys --limit 1",
  keyCreate: "smithctl keys create ci --expires 2027-11-23",
  keyRevoke: "smithctl keys revoke k3v9x2m1q8w7 --yes",
  appList: "smithctl apps --archived --limit 1",
  appRegister:
    "smithctl apps register api-service --namespace shop --source-url https://github.com/example/a",
  appView: "smithctl apps show api-service",
  appArchive: "smithctl apps archive api-service --yes",
  appUpdate: "smithctl apps update api-service --description New --unset source-url",
  appRestore: "smithctl apps restore api-service",
  versionList: "smithctl versions api-service --branch main --query 42 --status published --limit 1",
  versionDraft: `forge draft DIR ${version}`,
  versionView: "smithctl versions api-service 42540c4-123",
  versionUploadsRenew: `forge upload DRAFTED ${version}`,
  versionPublish: `forge publish ${version} --digest ${digest} --accept-unknown-fields`,
  versionFileView: "smithctl versions api-service 42540c4-123 --file deployment.yaml",
  versionDiff: "smithctl diff api-service 42540c4-123 --env production",
  policyList: "smithctl policies api-service --limit 1",
  policyPut: "smithctl policies set api-service main --env staging --branch main --tag v* --pull-requests",
  policyDelete: "smithctl policies delete api-service main --yes",
  policyMatch: "smithctl policies match api-service --branch main --pull-request",
  holdPut: "smithctl hold api-service --env production --reason sale",
  holdRelease: "smithctl release api-service --env production",
  deploymentCreate: "smithctl deploy api-service 42540c4-123 --env production --reason sale --adopt --yes",
  rollbackCreate: "smithctl rollback api-service --env production --reason prices --yes",
  removalCreate: "smithctl remove api-service --env staging --reason moved --yes",
  deploymentList: "smithctl deployments --app api-service --env staging --status deployed --limit 1",
  deploymentView: "smithctl deployments 019ab1de-8a3c-7d55-9c1f-3a1b2c4d5e6f",
  environmentList: "smithctl environments --limit 1",
  environmentView: "smithctl environments staging",
};

/** Commands of several operations, which have to tell as well what any of them answers. An outage is waited out until TIMEOUT. */
export const composed: [command: string, operations: OperationName[]][] = [
  [`forge publish DIR ${version}`, ["appView", "versionDraft"]],
  [`forge publish DIR ${version} --wait --timeout TIMEOUT`, ["deploymentView"]],
  [`forge upload DRAFTED ${version}`, ["versionView"]],
  [
    "forge diff DIR --app api-service --env staging",
    ["appView", "environmentView", "versionView", "versionFileView"],
  ],
  [
    "smithctl deploy api-service 42540c4-123 --env staging --yes --wait",
    ["environmentView", "versionView", "versionDiff", "deploymentCreate"],
  ],
  ["smithctl rollback api-service --env staging --to v1 --yes", ["versionDiff", "rollbackCreate"]],
  ["smithctl promote api-service --from staging --to production --yes", ["environmentView"]],
  ["smithctl remove api-service --env staging --yes --wait", ["environmentView", "removalCreate"]],
  ["smithctl apps update api-service --description New", ["appView"]],
];
