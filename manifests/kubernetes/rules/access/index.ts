import type { RuleTable } from "../rule.ts";
import { matchingRules } from "./matching.ts";
import { policyBindingRules } from "./policy-bindings.ts";
import { policyRules } from "./policies.ts";
import { roleBindingRules } from "./role-bindings.ts";
import { roleRules } from "./roles.ts";
import { webhookClientRules } from "./webhook-client.ts";
import { webhookRules } from "./webhooks.ts";

/** Who may do what, and what is asked before it is done. */
export const accessRules: RuleTable = {
  ...matchingRules,
  ...policyBindingRules,
  ...policyRules,
  ...roleBindingRules,
  ...roleRules,
  ...webhookClientRules,
  ...webhookRules,
};
