import { expect, test } from "vitest";
import { judge, type FaultCode } from "./rule.ts";
import { nameRuleOf } from "./names.ts";

/** The codes of what is wrong with a name. */
function codes(key: string, name: string): FaultCode[] {
  const [apiVersion = "", kind = ""] = key.split(" ");
  const found: FaultCode[] = [];
  judge(nameRuleOf(apiVersion, kind), name, (_path, { code }) => void found.push(code));
  return found;
}

const long = (length: number) => "a".repeat(length);

test.each([
  ["v1 ConfigMap", "a.b", true],
  ["v1 ConfigMap", "1a", true],
  ["v1 ConfigMap", long(253), true],
  ["v1 ConfigMap", long(254), false],
  ["v1 ConfigMap", "a_b", false],
  ["v1 ConfigMap", "Upper", false],
  ["v1 ConfigMap", "a-", false],
  ["v1 ConfigMap", "a..b", false],
  ["v1 Namespace", "a.b", false],
  ["v1 Namespace", long(63), true],
  ["v1 Namespace", long(64), false],
  ["v1 Service", "1a", true],
  ["v1 Service", "a.b", false],
  ["apps/v1 StatefulSet", long(64), false],
  ["apps/v1 Deployment", long(64), true],
  ["batch/v1 CronJob", long(52), true],
  ["batch/v1 CronJob", long(53), false],
  ["rbac.authorization.k8s.io/v1 ClusterRole", "system:Shop_admin", true],
  ["rbac.authorization.k8s.io/v1 Role", "a/b", false],
  ["rbac.authorization.k8s.io/v1 RoleBinding", "50%", false],
  ["certificates.k8s.io/v1 CertificateSigningRequest", "Me:1", true],
  ["policy/v1 PodDisruptionBudget", "A_b", true],
  ["networking.k8s.io/v1 IPAddress", "10.1.2.3", true],
  ["networking.k8s.io/v1 IPAddress", "web", false],
  ["example.com/v1 Cache", "a:b", false],
])("%s called %s", (key, name, isRight) => {
  expect(codes(key, name)).toEqual(isRight ? [] : ["value-invalid"]);
});
