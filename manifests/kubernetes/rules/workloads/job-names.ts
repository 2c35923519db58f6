/** Source: pkg/apis/batch/validation/validation.go, ValidateJob, validateGeneratedSelector; the strategy's generateSelector. */
import { isDnsLabel } from "../../formats/names.ts";
import { selects } from "../metadata.ts";
import { has, invalid, isUnknown, map, required, text, within, type Check, type Fields } from "../rule.ts";
import { completionsOf } from "./completions.ts";
import { hasVariables, isEmptySelector, SELECTS_NOT, selectsTemplate, templateLabels } from "./template.ts";

const LABEL_MAX = 63;
const NAME_LABELS = ["job-name", "batch.kubernetes.io/job-name"];
const UID_LABELS = ["controller-uid", "batch.kubernetes.io/controller-uid"];
/** Nobody can write the one that the server makes. */
const UID = "uid of the job";

/** Of a Job, which sets its selector and some labels itself, unless it is told not to. */
export const jobSelector: Check<Fields> = (job, report) => {
  const spec = map(job, "spec") ?? {};
  const of = within(report, "spec");
  if (spec["manualSelector"] === true) {
    if (!has(spec, "selector"))
      of(["selector"], required("With `manualSelector: true` it must be set. Add it."));
    else if (!selectsTemplate(spec)) of(["template", "metadata", "labels"], invalid(SELECTS_NOT));
    return;
  }
  const name = text(map(job, "metadata"), "name");
  if (name.length > LABEL_MAX && !isUnknown(name))
    report(
      ["metadata", "name"],
      invalid(`It becomes a label of the pods, of at most ${LABEL_MAX} characters.`),
    );
  const labels = templateLabels(spec);
  for (const label of [...NAME_LABELS, ...UID_LABELS]) {
    const isOwn = NAME_LABELS.includes(label) && labels[label] === name;
    if (Object.hasOwn(labels, label) && !isOwn && !isUnknown(labels[label]) && !isUnknown(name))
      of(["template", "metadata", "labels", label], invalid("The Job sets this label itself. Remove it."));
  }
  const given = map(spec, "selector");
  if (given && !hasVariables(given) && !isEmptySelector(given) && !selects(given, generatedLabels(name)))
    of(["selector"], invalid("The Job sets its selector itself. Remove it, or set `manualSelector: true`."));
};

const generatedLabels = (name: string): Fields => ({
  ...Object.fromEntries(NAME_LABELS.map((label) => [label, name])),
  ...Object.fromEntries(UID_LABELS.map((label) => [label, UID])),
});

/** Each pod of an indexed Job is called after it and has its index as a suffix. */
export const jobNames: Check<Fields> = (job, report) => {
  const spec = map(job, "spec") ?? {};
  const name = text(map(job, "metadata"), "name");
  const completions = completionsOf(spec) ?? 0;
  if (text(spec, "completionMode") !== "Indexed" || completions <= 0 || name === "" || isUnknown(name))
    return;
  if (!isDnsLabel(`${name}-${completions - 1}`))
    report(
      ["metadata", "name"],
      invalid("Its pods could not be named: use at most 63 characters with the index, and no dots."),
    );
};
