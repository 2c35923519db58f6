import type { RuleTable } from "../rule.ts";
import { cronJobRules } from "./cron-job.ts";
import { daemonSetRules } from "./daemon-set.ts";
import { deploymentRules } from "./deployment.ts";
import { jobPolicyRules } from "./job-policies.ts";
import { jobRules } from "./job.ts";
import { podTemplateRules } from "./pod-template.ts";
import { replicaSetRules } from "./replica-set.ts";
import { statefulSetRules } from "./stateful-set.ts";

/** What makes pods. */
export const workloadRules: RuleTable = {
  ...cronJobRules,
  ...daemonSetRules,
  ...deploymentRules,
  ...jobPolicyRules,
  ...jobRules,
  ...podTemplateRules,
  ...replicaSetRules,
  ...statefulSetRules,
};
