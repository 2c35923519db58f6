import type { RuleTable } from "../rule.ts";
import { affinityRules } from "./affinity.ts";
import { containerRules } from "./containers.ts";
import { dnsRules } from "./dns.ts";
import { downwardApiRules } from "./downward-api.ts";
import { envRules } from "./env.ts";
import { mountRules } from "./mounts.ts";
import { podRules } from "./pod.ts";
import { podSpecRules } from "./pod-spec.ts";
import { probeRules } from "./probes.ts";
import { projectedVolumeRules } from "./projected-volumes.ts";
import { resourceClaimRules } from "./resource-claims.ts";
import { resourceRules } from "./resources.ts";
import { restartRuleTable } from "./restart.ts";
import { schedulingRules } from "./scheduling.ts";
import { securityRules } from "./security.ts";
import { volumeRules } from "./volumes.ts";
import { volumeSourceRules } from "./volume-sources.ts";
import { windowsRules } from "./windows.ts";

/** Everything inside pods. */
export const allPodRules: RuleTable = {
  ...affinityRules,
  ...containerRules,
  ...dnsRules,
  ...downwardApiRules,
  ...envRules,
  ...mountRules,
  ...podRules,
  ...podSpecRules,
  ...probeRules,
  ...projectedVolumeRules,
  ...resourceClaimRules,
  ...resourceRules,
  ...restartRuleTable,
  ...schedulingRules,
  ...securityRules,
  ...volumeRules,
  ...volumeSourceRules,
  ...windowsRules,
};
