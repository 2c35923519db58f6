/** Source: pkg/apis/batch/validation/validation.go, validateCronJobSpec, ValidateJobTemplateSpec. */
import { cronSchedule } from "../../formats/cron.ts";
import { timeZone } from "../../formats/time-zone.ts";
import { has, invalid, notNegative, type Check, type Fields, type RuleTable } from "../rule.ts";
import { specRequired } from "../spec-required.ts";

const ownSelector: Check<Fields> = (spec, report) => {
  const fault = invalid("The Jobs of a CronJob set their selector themselves. Remove it.");
  if (has(spec, "selector")) report(["selector"], fault);
  if (spec["manualSelector"] === true) report(["manualSelector"], fault);
};

export const cronJobRules: RuleTable = {
  "batch/v1.CronJob": { mirrors: "ValidateCronJobCreate", whole: [specRequired] },
  "batch/v1.CronJobSpec": {
    mirrors: "validateCronJobSpec",
    fields: {
      schedule: cronSchedule,
      timeZone,
      startingDeadlineSeconds: notNegative,
      successfulJobsHistoryLimit: notNegative,
      failedJobsHistoryLimit: notNegative,
    },
  },
  "batch/v1.JobTemplateSpec": {
    mirrors: "ValidateJobTemplateSpec",
    fields: { spec: ownSelector },
    unchecked: ["metadata"],
    whole: [specRequired],
  },
};
