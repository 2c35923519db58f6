import { describe } from "vitest";
import { check, CONTAINER, pod } from "./pod-for-tests.ts";

describe("containers", () => {
  check([
    ["a plain pod is right", pod("")],
    [
      "a container needs an image",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app}]}",
      "field-required /spec/containers/0/image",
    ],
    [
      "an image has no spaces around it",
      pod("", 'initContainers: [{name: i, image: " nginx"}]'),
      "value-invalid /spec/initContainers/0/image",
    ],
    [
      "a name is used once in the pod",
      pod("", "initContainers: [{name: app, image: x}]"),
      "value-duplicate /spec/initContainers/0/name",
    ],
    [
      "a pod cannot begin with ephemeral containers",
      pod("", "ephemeralContainers: [{name: e, image: x}]"),
      "field-forbidden /spec/ephemeralContainers",
    ],
    [
      "the same port over TCP and UDP is right",
      pod("ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]"),
    ],
    [
      "a port is there once",
      pod("ports: [{containerPort: 80}, {containerPort: 80, name: b}]"),
      `value-duplicate ${CONTAINER}/ports/1`,
    ],
    [
      "a port's name is there once",
      pod("ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]"),
      `value-duplicate ${CONTAINER}/ports/1/name`,
    ],
    [
      "a port of 0 is none",
      pod("ports: [{containerPort: 0}]"),
      `value-invalid ${CONTAINER}/ports/0/containerPort`,
    ],
    [
      "a port's name is short",
      pod("ports: [{containerPort: 80, name: aaaaaaaaaaaaaaaa}]"),
      `value-invalid ${CONTAINER}/ports/0/name`,
    ],
    [
      "on the node's network a hostPort is the containerPort",
      pod("ports: [{containerPort: 80, hostPort: 81}]", "hostNetwork: true"),
      `value-invalid ${CONTAINER}/ports/0/hostPort`,
    ],
    [
      "a sidecar has probes",
      pod(
        "",
        "initContainers: [{name: i, image: x, restartPolicy: Always, startupProbe: {grpc: {port: 1}}}]",
      ),
    ],
    [
      "other init containers have none",
      pod("", "initContainers: [{name: i, image: x, startupProbe: {grpc: {port: 1}}}]"),
      "field-forbidden /spec/initContainers/0/startupProbe",
    ],
    [
      "rules of restarting need a policy",
      pod("restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]"),
      `field-required ${CONTAINER}/restartPolicy`,
    ],
    [
      "a pod that is never restarted resizes as it runs",
      pod("resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]", "restartPolicy: Never"),
      `value-invalid ${CONTAINER}/resizePolicy/0/restartPolicy`,
    ],
  ]);
});

describe("variables", () => {
  const path = `${CONTAINER}/env/0/valueFrom`;
  check([
    [
      "a variable from the pod is right",
      pod("env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]"),
    ],
    ["a name may have a space", pod('env: [{name: "a b"}]')],
    ["a name has no equals sign", pod('env: [{name: "A=B"}]'), `value-invalid ${CONTAINER}/env/0/name`],
    [
      "a variable is there once",
      pod("env: [{name: A}, {name: A, value: x}]"),
      `value-duplicate ${CONTAINER}/env/1/name`,
    ],
    [
      "a value has one origin",
      pod("env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
      `value-invalid ${path}`,
    ],
    ["a value has some origin", pod("env: [{name: A, valueFrom: {}}]"), `field-required ${path}`],
    [
      "not every field is known",
      pod("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.phase}}}]"),
      `value-unsupported ${path}/fieldRef/fieldPath`,
    ],
    [
      "one label is known",
      pod(`env: [{name: A, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}]`),
    ],
    [
      "all labels are not",
      pod("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}]"),
      `value-unsupported ${path}/fieldRef/fieldPath`,
    ],
    [
      "a divisor is a unit",
      pod("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 2Mi}}}]"),
      `value-invalid ${path}/resourceFieldRef/divisor`,
    ],
    [
      "1024Ki is 1Mi",
      pod("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}}]"),
    ],
    [
      "1024 is not 1Ki",
      pod('env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: "1024"}}}]'),
      `value-invalid ${path}/resourceFieldRef/divisor`,
    ],
    [
      "a reference needs a name",
      pod("env: [{name: A, valueFrom: {secretKeyRef: {key: k}}}]"),
      `field-required ${path}/secretKeyRef/name`,
    ],
    [
      "all of a ConfigMap need its name",
      pod("envFrom: [{configMapRef: {}}]"),
      `field-required ${CONTAINER}/envFrom/0/configMapRef/name`,
    ],
    [
      "files of variables are in an emptyDir",
      pod(
        "env: [{name: A, valueFrom: {fileKeyRef: {key: K, path: p, volumeName: data}}}]",
        "volumes: [{name: data, secret: {secretName: s}}]",
      ),
      `value-invalid ${path}/fileKeyRef/volumeName`,
    ],
  ]);
});

describe("probes and hooks", () => {
  check([
    ["a probe of HTTP is right", pod("livenessProbe: {httpGet: {port: http}}")],
    [
      "a probe does something",
      pod("livenessProbe: {periodSeconds: 5}"),
      `field-required ${CONTAINER}/livenessProbe`,
    ],
    [
      "a probe does one thing",
      pod("livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}"),
      `field-forbidden ${CONTAINER}/livenessProbe/tcpSocket`,
    ],
    [
      "a port's name is one",
      pod('readinessProbe: {tcpSocket: {port: "80"}}'),
      `value-invalid ${CONTAINER}/readinessProbe/tcpSocket/port`,
    ],
    [
      "one success is enough to live",
      pod("livenessProbe: {grpc: {port: 1}, successThreshold: 2}"),
      `value-invalid ${CONTAINER}/livenessProbe/successThreshold`,
    ],
    [
      "a readinessProbe ends nothing",
      pod("readinessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 5}"),
      `value-invalid ${CONTAINER}/readinessProbe/terminationGracePeriodSeconds`,
    ],
    [
      "a header's name has no underscore",
      pod("livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X_A, value: b}]}}"),
      `value-invalid ${CONTAINER}/livenessProbe/httpGet/httpHeaders/0/name`,
    ],
    [
      "a hook sleeps at most for the grace period",
      pod("lifecycle: {preStop: {sleep: {seconds: 31}}}"),
      `value-invalid ${CONTAINER}/lifecycle/preStop/sleep/seconds`,
    ],
    [
      "which can be longer",
      pod("lifecycle: {preStop: {sleep: {seconds: 31}}}", "terminationGracePeriodSeconds: 60"),
    ],
  ]);
});

describe("resources", () => {
  const path = `${CONTAINER}/resources`;
  check([
    [
      "requests may be less than limits",
      pod("resources: {requests: {cpu: 100m, memory: 1G}, limits: {cpu: 1, memory: 1Gi}}"),
    ],
    [
      "but not more",
      pod("resources: {requests: {cpu: 2}, limits: {cpu: 1000m}}"),
      `value-invalid ${path}/requests/cpu`,
    ],
    ["nothing is less than 0", pod('resources: {limits: {cpu: "-1"}}'), `value-invalid ${path}/limits/cpu`],
    ["other names have a prefix", pod("resources: {limits: {gpu: 1}}"), `value-invalid ${path}/limits/gpu`],
    [
      "and are counted",
      pod("resources: {limits: {example.com/gpu: 1500m}}"),
      `value-invalid ${path}/limits/example.com/gpu`,
    ],
    ["and need a limit", pod("resources: {requests: {example.com/gpu: 1}}"), `field-required ${path}/limits`],
    ["huge pages need memory", pod("resources: {limits: {hugepages-2Mi: 4Mi}}"), `field-forbidden ${path}`],
    [
      "huge pages are whole",
      pod("resources: {limits: {hugepages-2Mi: 3Mi, cpu: 1}}"),
      `value-invalid ${path}/limits/hugepages-2Mi`,
    ],
    [
      "claims are the pod's",
      pod("resources: {claims: [{name: gpu}]}"),
      `value-not-found ${path}/claims/0/name`,
    ],
    [
      "a whole pod has cpu and memory",
      pod("", "resources: {limits: {ephemeral-storage: 1Gi}}"),
      "value-invalid /spec/resources/limits/ephemeral-storage",
    ],
    [
      "its containers fit into it",
      pod("resources: {requests: {cpu: 2}}", "resources: {requests: {cpu: 1}}"),
      "value-invalid /spec/resources/requests/cpu",
    ],
    ["a quantity may be a variable", pod('resources: {requests: {cpu: "${CPU}"}, limits: {cpu: 1}}')],
  ]);
});
