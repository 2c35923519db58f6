/** Source: pkg/apis/core/validation/validation.go, validateProbe, validateHandler, validateLifecycle. */
import { portNumber, portNumberOrName } from "../../formats/ports.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  between,
  forbidden,
  has,
  invalid,
  list,
  map,
  must,
  notNegative,
  number,
  required,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { containersOf, runsOnce } from "./visit.ts";

const PROBE_HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];
const HOOK_HANDLERS = ["exec", "httpGet", "tcpSocket", "sleep"];

const GRACE_DEFAULT = 30;

const command: Check<Fields> = (action, report) => {
  if (list(action, "command").length === 0) report(["command"], required("The command is missing. Add it."));
};

const headerName = must(
  (name: string) => /^[-A-Za-z0-9]+$/.test(name),
  "a header's name of letters, digits and `-`",
);

/** Of a container: what its probes may say depends on what they are for. Zero means the default, which is one. */
export const probesOfContainer: Check<Fields> = (container, report) => {
  for (const name of ["livenessProbe", "startupProbe"])
    if ((number(map(container, name), "successThreshold") || 1) !== 1)
      report([name, "successThreshold"], invalid(`It must be 1 in a ${name}.`, "1"));
  if (has(map(container, "readinessProbe"), "terminationGracePeriodSeconds"))
    report(
      ["readinessProbe", "terminationGracePeriodSeconds"],
      invalid("A readinessProbe ends nothing. Remove it, or set it in the livenessProbe."),
    );
};

/** Of a pod's spec: only containers that keep running are looked at while they run. */
export const probesOfInitContainers: Check<Fields> = (spec, report) => {
  for (const each of containersOf(spec)) {
    if (!runsOnce(each)) continue;
    for (const field of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
      if (has(each.container, field) && !isSignalOnly(map(each.container, field)!))
        within(report, ...each.at)(
          [field],
          forbidden("An init container has none, unless its `restartPolicy` is Always. Remove it."),
        );
  }
};

/** The server leaves the stop signal out, and a lifecycle without anything else, too. */
const isSignalOnly = (lifecycle: Fields) =>
  has(lifecycle, "stopSignal") && !has(lifecycle, "postStart") && !has(lifecycle, "preStop");

/** Of a pod's spec: a hook that sleeps must end before the pod is killed. */
export const sleepsWithinGrace: Check<Fields> = (spec, report) => {
  const grace = number(spec, "terminationGracePeriodSeconds") ?? GRACE_DEFAULT;
  for (const { container, at } of containersOf(spec))
    for (const hook of ["postStart", "preStop"]) {
      const sleep = map(map(map(container, "lifecycle"), hook), "sleep");
      const seconds = number(sleep, "seconds") ?? 0;
      if (sleep && (seconds < 0 || seconds > grace))
        within(report, ...at)(
          ["lifecycle", hook, "sleep", "seconds"],
          invalid(`It must be from 0 to the pod's \`terminationGracePeriodSeconds\` of ${grace}.`),
        );
    }
};

export const probeRules: RuleTable = {
  "core/v1.Probe": {
    mirrors: "validateProbe, validateHandler",
    fields: {
      initialDelaySeconds: notNegative,
      timeoutSeconds: notNegative,
      periodSeconds: notNegative,
      successThreshold: notNegative,
      failureThreshold: notNegative,
      terminationGracePeriodSeconds: between(1),
    },
    whole: [exactlyOne(PROBE_HANDLERS, "what the probe does")],
  },
  "core/v1.LifecycleHandler": {
    mirrors: "validateHandler",
    whole: [exactlyOne(HOOK_HANDLERS, "what the hook does")],
  },
  "core/v1.ExecAction": { mirrors: "validateExecAction", whole: [command] },
  "core/v1.HTTPGetAction": { mirrors: "validateHTTPGetAction", fields: { port: portNumberOrName } },
  "core/v1.HTTPHeader": { mirrors: "validateHTTPGetAction", fields: { name: headerName } },
  "core/v1.TCPSocketAction": { mirrors: "validateTCPSocketAction", fields: { port: portNumberOrName } },
  "core/v1.GRPCAction": { mirrors: "validateGRPCAction", fields: { port: portNumber } },
};
