/** Source: pkg/apis/admissionregistration/validation/validation.go, validateValidatingWebhook, validateMutatingWebhook. */
import { isDnsSubdomain } from "../../formats/names.ts";
import { between, must, oneOf, text, unique, type Fields, type RuleTable, type TypeRules } from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { matchConditions } from "./matching.ts";
import { reviewVersions } from "./webhook-client.ts";

const LONGEST = 30;

/** IsFullyQualifiedName. */
const fullName = must(
  (name: string) => isDnsSubdomain(name) && name.split(".").length >= 3,
  "a name with at least three parts, such as check.example.com",
);

const webhook: TypeRules = {
  mirrors: "validateValidatingWebhook, validateMutatingWebhook",
  fields: {
    name: unlessEmpty(fullName),
    admissionReviewVersions: reviewVersions,
    failurePolicy: oneOf("Fail", "Ignore"),
    matchPolicy: oneOf("Equivalent", "Exact"),
    reinvocationPolicy: oneOf("IfNeeded", "Never"),
    sideEffects: oneOf("None", "NoneOnDryRun"),
    timeoutSeconds: between(1, LONGEST),
    matchConditions,
  },
};

const configuration: TypeRules = {
  mirrors: "validateValidatingWebhookConfiguration, validateMutatingWebhookConfiguration",
  fields: {
    webhooks: unique(
      (hook: Fields) => text(hook, "name"),
      "the names of webhooks",
      (index) => [index, "name"],
    ),
  },
};

export const webhookRules: RuleTable = {
  "admissionregistration.k8s.io/v1.ValidatingWebhook": webhook,
  "admissionregistration.k8s.io/v1.MutatingWebhook": webhook,
  "admissionregistration.k8s.io/v1.ValidatingWebhookConfiguration": configuration,
  "admissionregistration.k8s.io/v1.MutatingWebhookConfiguration": configuration,
};
