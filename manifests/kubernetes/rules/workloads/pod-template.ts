/** Source: ValidatePodTemplate, ValidateControllerRevisionCreate. */
import {
  invalid,
  isUnknown,
  notNegative,
  required,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { commonTemplate, templateRequired } from "./template.ts";

const dataIsObject: Check<Fields> = (revision, report) => {
  const data = revision["data"] ?? undefined;
  if (data === undefined) report(["data"], required("The `data` is missing. Add it."));
  else if (isUnknown(data)) return;
  else if (typeof data !== "object" || Array.isArray(data))
    report(["data"], invalid("It must be a map.", "a map"));
};

export const podTemplateRules: RuleTable = {
  "core/v1.PodTemplate": { mirrors: "ValidatePodTemplate", whole: [templateRequired, commonTemplate] },
  "apps/v1.ControllerRevision": {
    mirrors: "ValidateControllerRevisionCreate",
    fields: { revision: notNegative },
    whole: [dataIsObject],
  },
};
