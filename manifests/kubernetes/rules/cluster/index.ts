import type { RuleTable } from "../rule.ts";
import { certificateRules } from "./certificates.ts";
import { classRules } from "./classes.ts";
import { deviceRules } from "./devices.ts";
import { deviceSliceRules } from "./device-slices.ts";
import { flowSchemaRules } from "./flow-control.ts";
import { limitRangeRules } from "./limit-range.ts";
import { nodeRules } from "./nodes.ts";
import { notKeptRules } from "./not-kept.ts";
import { priorityLevelRules } from "./priority-levels.ts";
import { resourceQuotaRules } from "./resource-quota.ts";

/** What the parts of a cluster may use, and the cluster itself. */
export const clusterRules: RuleTable = {
  ...certificateRules,
  ...classRules,
  ...deviceRules,
  ...deviceSliceRules,
  ...flowSchemaRules,
  ...limitRangeRules,
  ...nodeRules,
  ...notKeptRules,
  ...priorityLevelRules,
  ...resourceQuotaRules,
};
