/** Source: pkg/apis/batch/validation/validation.go, ValidateJob, validateJobSpec; generateSelector of the Job's strategy. */
import { isDnsSubdomain } from "../../formats/names.ts";
import {
  has,
  invalid,
  isUnknown,
  map,
  must,
  notNegative,
  number,
  oneOf,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { completionsOf } from "./completions.ts";
import { jobNames, jobSelector } from "./job-names.ts";
import { failurePolicy, successPolicy } from "./job-policies.ts";
import { commonTemplate } from "./template.ts";

const INDEXED_MAX = 100_000;
const MANY = 100_000;
const MAX_OF_MANY = 10_000;
const MANAGED_BY_MAX = 63;

const managedBy = must(
  (name: string) =>
    name.length <= MANAGED_BY_MAX &&
    isDnsSubdomain(name.split("/")[0]!) &&
    /^[^/]+\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name),
  "a name with a domain before it, such as example.com/my-controller, at most 63 characters",
);

const restartPolicy: Check<Fields> = (spec, report) => {
  const policy = text(map(map(spec, "template"), "spec"), "restartPolicy");
  const at = ["template", "spec", "restartPolicy"];
  if (policy === "" || policy === "Always")
    report(at, required("The pods of a Job end. Set it to `Never` or `OnFailure`."));
  else if (policy === "OnFailure" && has(spec, "podFailurePolicy"))
    report(at, invalid("With a `podFailurePolicy` it must be `Never`.", "Never"));
};

const indexed: Check<Fields> = (spec, report) => {
  const mode = text(spec, "completionMode");
  if (isUnknown(mode)) return;
  if (mode === "Indexed") limitsOfIndexed(spec, report);
  else
    for (const field of ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"])
      if (has(spec, field))
        report([field], invalid("It needs `completionMode: Indexed`. Add it, or remove this."));
  if (has(spec, "maxFailedIndexes") && !has(spec, "backoffLimitPerIndex"))
    report(["backoffLimitPerIndex"], required("`maxFailedIndexes` needs it. Add it."));
};

const limitsOfIndexed: Check<Fields> = (spec, report) => {
  const completions = completionsOf(spec);
  const isLarge = (completions ?? 0) > MANY && has(spec, "backoffLimitPerIndex");
  const most = isLarge ? MAX_OF_MANY : INDEXED_MAX;
  if (completions === undefined) report(["completions"], required("An indexed Job needs it. Add it."));
  for (const field of ["parallelism", "maxFailedIndexes"])
    if ((number(spec, field) ?? 0) > most) report([field], invalid(`It must be at most ${most}.`));
  if (isLarge && !has(spec, "maxFailedIndexes"))
    report(["maxFailedIndexes"], required(`With more than ${MANY} completions it must be set.`));
  if ((number(spec, "maxFailedIndexes") ?? 0) > (completions ?? Infinity))
    report(["maxFailedIndexes"], invalid(`It must be at most the completions, which are ${completions}.`));
};

const replacement: Check<Fields> = (spec, report) => {
  if (has(spec, "podFailurePolicy") && text(spec, "podReplacementPolicy") === "TerminatingOrFailed")
    report(["podReplacementPolicy"], invalid("With a `podFailurePolicy` it must be `Failed`.", "Failed"));
};

export const jobRules: RuleTable = {
  "batch/v1.Job": {
    mirrors: "ValidateJob, validateGeneratedSelector",
    whole: [specRequired, jobSelector, jobNames],
  },
  "batch/v1.JobSpec": {
    mirrors: "validateJobSpec",
    fields: {
      parallelism: notNegative,
      completions: notNegative,
      activeDeadlineSeconds: notNegative,
      backoffLimit: notNegative,
      backoffLimitPerIndex: notNegative,
      maxFailedIndexes: notNegative,
      ttlSecondsAfterFinished: notNegative,
      managedBy,
      completionMode: oneOf("NonIndexed", "Indexed"),
      podReplacementPolicy: oneOf("TerminatingOrFailed", "Failed"),
    },
    whole: [indexed, replacement, restartPolicy, failurePolicy, successPolicy, commonTemplate],
  },
};
