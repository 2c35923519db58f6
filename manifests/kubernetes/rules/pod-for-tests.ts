import { expect, test } from "vitest";
import { found } from "./rules-for-tests.ts";

/** A Pod with fields of its container and of its spec, in YAML's flow style. */
export const pod = (container: string, spec = "", metadata = "labels: {app: web}") => `
apiVersion: v1
kind: Pod
metadata: {name: web, ${metadata}}
spec:
  containers: [{name: app, image: "nginx:1.27", ${container}}]
${spec
  .split("\n")
  .map((line) => `  ${line.trim()}`)
  .join("\n")}
`;

export const CONTAINER = "/spec/containers/0";

export type Case = [sentence: string, yaml: string, fault?: string];

/** Each is right, or has just this fault. */
export const check = (cases: Case[]) => {
  test.each(cases)("%s", (_sentence, yaml, fault) => {
    expect(found(yaml)).toEqual(fault === undefined ? [] : [fault]);
  });
};
