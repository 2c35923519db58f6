/** Source: pkg/apis/apps/validation/validation.go, ValidateStatefulSetSpec. */
import { dnsLabel } from "../../formats/names.ts";
import { mountsHaveVolumes } from "../pod/mounts.ts";
import {
  has,
  invalid,
  judge,
  list,
  map,
  notNegative,
  oneOf,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { alwaysRestarted, inTemplate, selectorFits } from "./template.ts";

const rollingOnly: Check<Fields> = (strategy, report) => {
  if (text(strategy, "type") === "OnDelete" && has(strategy, "rollingUpdate"))
    report(["rollingUpdate"], invalid("`OnDelete` has none. Remove it, or use `RollingUpdate`."));
};

const claimName = (claim: Fields) => text(map(claim, "metadata"), "name");

/** Each claim is a volume of the pods. */
const claimNames: Check<readonly Fields[]> = (claims, report) => {
  claims.forEach((claim, index) => {
    const name = claimName(claim);
    const of = within(report, index, "metadata", "name");
    if (name === "") of([], required("The name of the claim is missing. Add it."));
    else judge(dnsLabel, name, of);
  });
};

const mounts: Check<Fields> = (spec, report) => {
  const claims = list(spec, "volumeClaimTemplates").map(claimName);
  inTemplate(mountsHaveVolumes(claims))(spec, report);
};

const retention = unlessEmpty(oneOf("Retain", "Delete"));

export const statefulSetRules: RuleTable = {
  "apps/v1.StatefulSet": { mirrors: "ValidateStatefulSet", whole: [specRequired] },
  "apps/v1.StatefulSetSpec": {
    mirrors: "ValidateStatefulSetSpec",
    fields: {
      replicas: notNegative,
      minReadySeconds: notNegative,
      serviceName: unlessEmpty(dnsLabel),
      volumeClaimTemplates: claimNames,
    },
    whole: [selectorFits, alwaysRestarted, mounts],
  },
  "apps/v1.StatefulSetOrdinals": { mirrors: "ValidateStatefulSetSpec", fields: { start: notNegative } },
  "apps/v1.StatefulSetUpdateStrategy": { mirrors: "ValidateStatefulSetSpec", whole: [rollingOnly] },
  "apps/v1.RollingUpdateStatefulSetStrategy": {
    mirrors: "validateRollingUpdateStatefulSet",
    fields: { partition: notNegative },
  },
  "apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy": {
    mirrors: "ValidatePersistentVolumeClaimRetentionPolicy",
    fields: { whenDeleted: retention, whenScaled: retention },
  },
};
