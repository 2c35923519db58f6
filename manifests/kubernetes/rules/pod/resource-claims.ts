/** Source: pkg/apis/core/validation/validation.go, validatePodResourceClaims. */
import { dnsLabel, dnsSubdomain } from "../../formats/names.ts";
import { exactlyOne } from "../one-of-fields.ts";
import { text, unique, type Check, type Fields, type RuleTable } from "../rule.ts";

export const resourceClaims: Check<readonly Fields[]> = unique(
  (claim: Fields) => text(claim, "name"),
  "the names of claims",
  (index) => [index, "name"],
);

export const resourceClaimRules: RuleTable = {
  "core/v1.PodResourceClaim": {
    mirrors: "validatePodResourceClaim",
    fields: { name: dnsLabel, resourceClaimName: dnsSubdomain, resourceClaimTemplateName: dnsSubdomain },
    whole: [exactlyOne(["resourceClaimName", "resourceClaimTemplateName"], "which claim it is")],
  },
};
