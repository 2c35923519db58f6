import { metadataRules } from "./metadata.ts";
import { accessRules } from "./access/index.ts";
import { addressObjectRules } from "./address-objects.ts";
import { autoscalingRules } from "./autoscaling.ts";
import { autoscalingMetricRules } from "./autoscaling-metrics.ts";
import { clusterRules } from "./cluster/index.ts";
import { configurationRules } from "./configuration.ts";
import { disruptionRules } from "./disruption.ts";
import { endpointsRules } from "./endpoints.ts";
import { eventRules } from "./events.ts";
import { extensionRules } from "./extension/index.ts";
import type { TypeNamed } from "./extension/schemas.ts";
import { ingressRules } from "./ingress.ts";
import { ingressClassRules } from "./ingress-class.ts";
import { networkPolicyRules } from "./network-policy.ts";
import { allPodRules } from "./pod/index.ts";
import { secretRules } from "./secret.ts";
import { serviceRules } from "./service.ts";
import { storageRules } from "./storage/index.ts";
import { workloadRules } from "./workloads/index.ts";
import type { RuleTable } from "./rule.ts";

/** Every rule, by the type that it is of. Some look into types of others. */
export const ruleTable = (typeNamed: TypeNamed): RuleTable => ({
  ...metadataRules,
  ...accessRules,
  ...addressObjectRules,
  ...autoscalingRules,
  ...autoscalingMetricRules,
  ...clusterRules,
  ...configurationRules,
  ...disruptionRules,
  ...endpointsRules,
  ...eventRules,
  ...extensionRules(typeNamed),
  ...ingressRules,
  ...ingressClassRules,
  ...networkPolicyRules,
  ...allPodRules,
  ...secretRules,
  ...serviceRules,
  ...storageRules,
  ...workloadRules,
});
