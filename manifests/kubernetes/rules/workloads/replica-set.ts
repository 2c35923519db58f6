/** Source: pkg/apis/apps/validation, ValidateReplicaSetSpec; pkg/apis/core/validation, ValidateReplicationControllerSpec. */
import { labels } from "../metadata.ts";
import { invalid, map, notNegative, required, type Check, type Fields, type RuleTable } from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import {
  alwaysRestarted,
  commonTemplate,
  SELECTS_NOT,
  selectorFits,
  selectsTemplate,
  templateLabels,
  templateRequired,
} from "./template.ts";

/** Without a selector, the labels of the template are the selector. */
const labelsFit: Check<Fields> = (spec, report) => {
  const matchLabels = map(spec, "selector") ?? {};
  if (Object.keys(matchLabels).length === 0) {
    if (Object.keys(templateLabels(spec)).length === 0)
      report(["selector"], required("Neither a selector nor labels of the template are there. Add them."));
  } else if (!selectsTemplate({ ...spec, selector: { matchLabels } }))
    report(["template", "metadata", "labels"], invalid(SELECTS_NOT));
};

export const replicaSetRules: RuleTable = {
  "apps/v1.ReplicaSet": { mirrors: "ValidateReplicaSet", whole: [specRequired] },
  "core/v1.ReplicationController": { mirrors: "ValidateReplicationController", whole: [specRequired] },
  "apps/v1.ReplicaSetSpec": {
    mirrors: "ValidateReplicaSetSpec",
    fields: { replicas: notNegative, minReadySeconds: notNegative },
    whole: [templateRequired, selectorFits, alwaysRestarted, commonTemplate],
  },
  "core/v1.ReplicationControllerSpec": {
    mirrors: "ValidateReplicationControllerSpec",
    fields: { replicas: notNegative, minReadySeconds: notNegative, selector: labels },
    whole: [templateRequired, labelsFit, alwaysRestarted, commonTemplate],
  },
};
