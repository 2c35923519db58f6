import { describe, expect, test } from "vitest";
import { check } from "./pod-for-tests.ts";
import { found } from "./rules-for-tests.ts";

const indented = (text: string) =>
  text
    .split("\n")
    .map((line) => `  ${line.trim()}`)
    .join("\n");

/** Something of apps/v1 with a template, and fields of its spec and of its pods' spec in YAML's flow style. */
const workload = (kind: string, spec = "", podSpec = "") => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: nginx}], ${podSpec}}}
${indented(spec)}
`;

const job = (spec = "", podSpec = "restartPolicy: Never", name = "web") => `
apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec:
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: nginx}], ${podSpec}}}
${indented(spec)}
`;

const cronJob = (spec: string, jobSpec = "") => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: web}
spec:
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: nginx}]}}, ${jobSpec}}}
${indented(spec)}
`;

describe("what keeps pods running", () => {
  check([
    ["a Deployment is right", workload("Deployment")],
    [
      "a selector is not empty",
      workload("Deployment").replace("matchLabels: {app: web}", ""),
      "value-invalid /spec/selector",
    ],
    [
      "a selector selects the template",
      workload("DaemonSet").replace("{app: web}", "{app: api}"),
      "value-invalid /spec/template/metadata/labels",
    ],
    ["a selector may have variables", workload("Deployment").replace("{app: web}", '{app: "${APP}"}')],
    [
      "pods are always restarted",
      workload("ReplicaSet", "", "restartPolicy: Never"),
      "value-unsupported /spec/template/spec/restartPolicy",
    ],
    [
      "pods have no deadline",
      workload("StatefulSet", "", "activeDeadlineSeconds: 5"),
      "field-forbidden /spec/template/spec/activeDeadlineSeconds",
    ],
    ["replicas are not negative", workload("Deployment", "replicas: -1"), "value-invalid /spec/replicas"],
    [
      "progress takes longer than to be ready",
      workload("Deployment", "minReadySeconds: 600"),
      "value-invalid /spec/progressDeadlineSeconds",
    ],
    [
      "Recreate rolls nothing",
      workload("Deployment", "strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}"),
      "field-forbidden /spec/strategy/rollingUpdate",
    ],
    [
      "a percentage has its sign",
      workload("Deployment", 'strategy: {rollingUpdate: {maxSurge: "5"}}'),
      "value-invalid /spec/strategy/rollingUpdate/maxSurge",
    ],
    [
      "more than all are not unavailable",
      workload("Deployment", "strategy: {rollingUpdate: {maxUnavailable: 101%}}"),
      "value-invalid /spec/strategy/rollingUpdate/maxUnavailable",
    ],
    ["but may be added", workload("Deployment", "strategy: {rollingUpdate: {maxSurge: 101%}}")],
    [
      "something can be replaced",
      workload("Deployment", "strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0}}"),
      "value-invalid /spec/strategy/rollingUpdate/maxUnavailable",
    ],
    [
      "a DaemonSet surges or waits",
      workload("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1}}"),
      "value-invalid /spec/updateStrategy/rollingUpdate/maxSurge",
    ],
    ["not both", workload("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}")],
    [
      "a template has volumes for its mounts",
      workload("Deployment").replace(
        "image: nginx",
        "image: nginx, volumeMounts: [{name: x, mountPath: /x}]",
      ),
      "value-not-found /spec/template/spec/containers/0/volumeMounts/0/name",
    ],
    [
      "a ReplicaSet has a template",
      "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}}",
      "field-required /spec/template",
    ],
    [
      "a ReplicationController takes its selector from the template",
      "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: x}]}}}",
    ],
    [
      "or has one that fits",
      "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {selector: {a: c}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: x}]}}}",
      "value-invalid /spec/template/metadata/labels",
    ],
    [
      "a revision has a map as data",
      "apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: web}\ndata: [1]\nrevision: 1",
      "value-invalid /data",
    ],
  ]);
});

describe("StatefulSets", () => {
  const claims =
    "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]";
  const mount = (name: string) =>
    `initContainers: [{name: i, image: x, volumeMounts: [{name: ${name}, mountPath: /d}]}]`;
  check([
    ["claims are volumes", workload("StatefulSet", claims, mount("data"))],
    [
      "others are not there",
      workload("StatefulSet", claims, mount("logs")),
      "value-not-found /spec/template/spec/initContainers/0/volumeMounts/0/name",
    ],
    [
      "a claim is a volume's name",
      workload("StatefulSet", claims.replace("name: data", "name: a.b")),
      "value-invalid /spec/volumeClaimTemplates/0/metadata/name",
    ],
    ["host names are set later", workload("StatefulSet", "", "hostname: a.b")],
    [
      "a service has a label's name",
      workload("StatefulSet", "serviceName: a.b"),
      "value-invalid /spec/serviceName",
    ],
    [
      "OnDelete rolls nothing",
      workload("StatefulSet", "updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}"),
      "value-invalid /spec/updateStrategy/rollingUpdate",
    ],
    [
      "its name is a label",
      workload("StatefulSet").replace("name: web", "name: a.b"),
      "value-invalid /metadata/name",
    ],
  ]);
});

describe("Jobs", () => {
  const indexed = (spec: string) => job(`completionMode: Indexed\ncompletions: 5\n${spec}`);
  check([
    ["a Job is right", job()],
    ["its pods end", job("", "restartPolicy: Always"), "field-required /spec/template/spec/restartPolicy"],
    ["it sets its selector", job("selector: {matchLabels: {app: web}}"), "value-invalid /spec/selector"],
    ["unless it is told not to", job("selector: {matchLabels: {app: web}}\nmanualSelector: true")],
    ["then one is needed", job("manualSelector: true"), "field-required /spec/selector"],
    [
      "it sets some labels",
      job().replace("{app: web}", "{job-name: other}"),
      "value-invalid /spec/template/metadata/labels/job-name",
    ],
    [
      "an index per pod needs completions",
      job("completionMode: Indexed\nparallelism: 2"),
      "field-required /spec/completions",
    ],
    [
      "a limit per index needs indexes",
      job("backoffLimitPerIndex: 1"),
      "value-invalid /spec/backoffLimitPerIndex",
    ],
    [
      "failed indexes are among them",
      indexed("backoffLimitPerIndex: 1\nmaxFailedIndexes: 6"),
      "value-invalid /spec/maxFailedIndexes",
    ],
    [
      "indexes of success ascend",
      indexed("successPolicy: {rules: [{succeededIndexes: '2,1'}]}"),
      "value-invalid /spec/successPolicy/rules/0/succeededIndexes",
    ],
    [
      "and are counted",
      indexed("successPolicy: {rules: [{succeededIndexes: '0-1', succeededCount: 3}]}"),
      "value-invalid /spec/successPolicy/rules/0/succeededCount",
    ],
    [
      "0 is no failure",
      job("podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [0]}}]}"),
      "value-invalid /spec/podFailurePolicy/rules/0/onExitCodes/values/0",
    ],
    [
      "a rule has a reason",
      job("podFailurePolicy: {rules: [{action: Ignore}]}"),
      "field-required /spec/podFailurePolicy/rules/0",
    ],
    [
      "a policy of failure restarts nothing",
      job(
        "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: a}]}]}",
        "restartPolicy: OnFailure",
      ),
      "value-invalid /spec/template/spec/restartPolicy",
    ],
    ["somebody who manages it has a domain", job("managedBy: me"), "value-invalid /spec/managedBy"],
    ["its name is a label", job("", "restartPolicy: Never", "a".repeat(64)), "value-invalid /metadata/name"],
  ]);
});

describe("CronJobs", () => {
  const scheduled = (schedule: string): string => cronJob(`schedule: ${JSON.stringify(schedule)}`);
  test.each([
    "*/5 * * * *",
    "0 0 1 JAN mon-fri",
    "5/15 ? * * 0",
    "  1,2 * * * *  ",
    "@daily",
    "@every 1h30m",
    ", * * * *",
    "*-9 * * * *",
  ])("`%s` is a schedule", (schedule) => {
    expect(found(scheduled(schedule))).toEqual([]);
  });
  test.each([
    "* * * *",
    "0 * * * * *",
    "60 * * * *",
    "* * 0 * *",
    "* * * * 7",
    "5-1 * * * *",
    "*/0 * * * *",
    "1-2-3 * * * *",
    "1.5 * * * *",
    "L * * * *",
    "* * * JANUARY *",
    "@reboot",
    "@every 1d",
    "TZ=UTC * * * * *",
  ])("`%s` is none", (schedule) => {
    expect(found(scheduled(schedule))).toEqual(["value-invalid /spec/schedule"]);
  });
  const zoned = (zone: string) => cronJob(`schedule: "@daily"\ntimeZone: "${zone}"`);
  check([
    ["a zone of the IANA is right", zoned("Etc/GMT+5")],
    ["an old name is, too", zoned("Asia/Calcutta")],
    ["its case counts", zoned("europe/berlin"), "value-invalid /spec/timeZone"],
    ["no zone is empty", zoned(""), "value-invalid /spec/timeZone"],
    ["Local is none", zoned("Local"), "value-invalid /spec/timeZone"],
    [
      "its Jobs set their selectors",
      cronJob('schedule: "@daily"', "manualSelector: true"),
      "value-invalid /spec/jobTemplate/spec/manualSelector",
    ],
    [
      "a deadline is not negative",
      cronJob('schedule: "@daily"\nstartingDeadlineSeconds: -1'),
      "value-invalid /spec/startingDeadlineSeconds",
    ],
  ]);
});
