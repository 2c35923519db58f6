/** What a kind takes as `metadata.name`. Source: the ValidateXxxName of pkg/apis/…/validation. */
import { canonicalIpAddress } from "../formats/addresses.ts";
import { atMost, dnsLabel, dnsSubdomain, pathSegment } from "../formats/names.ts";
import { all, type Check } from "./rule.ts";

/** A Job's name gets a suffix of eleven characters, and is a label of its pods. */
const CRON_JOB_MAX = 52;

const NAMES: Readonly<Record<string, Check<string>>> = {
  "v1 Service": dnsLabel,
  "v1 Event": pathSegment,
  "v1 Namespace": dnsLabel,
  "apps/v1 StatefulSet": dnsLabel,
  "batch/v1 CronJob": all(dnsSubdomain, atMost(CRON_JOB_MAX)),
  "policy/v1 PodDisruptionBudget": pathSegment,
  "networking.k8s.io/v1 IPAddress": canonicalIpAddress,
  "certificates.k8s.io/v1 CertificateSigningRequest": pathSegment,
  // What it must be depends on its spec.
  "apiregistration.k8s.io/v1 APIService": pathSegment,
  "rbac.authorization.k8s.io/v1 Role": pathSegment,
  "rbac.authorization.k8s.io/v1 RoleBinding": pathSegment,
  "rbac.authorization.k8s.io/v1 ClusterRole": pathSegment,
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": pathSegment,
};

/** Most kinds take a DNS subdomain, and custom resources, too. */
export const nameRuleOf = (apiVersion: string, kind: string): Check<string> =>
  NAMES[`${apiVersion} ${kind}`] ?? dnsSubdomain;

/** Kinds of which only the name itself is checked, or of which the name follows from the spec. */
const ANY_GENERATED = [
  "batch/v1 CronJob",
  "v1 ReplicationController",
  "resource.k8s.io/v1 DeviceClass",
  "networking.k8s.io/v1 IPAddress",
  "apiregistration.k8s.io/v1 APIService",
  "apiextensions.k8s.io/v1 CustomResourceDefinition",
];

export const takesAnyGeneratedName = (apiVersion: string, kind: string): boolean =>
  ANY_GENERATED.includes(`${apiVersion} ${kind}`);
