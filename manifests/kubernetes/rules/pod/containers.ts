/** Source: pkg/apis/core/validation/validation.go, validateContainerCommon and what it calls. */
import { dnsLabel, portName } from "../../formats/names.ts";
import { portNumber } from "../../formats/ports.ts";
import { all, number, required, text, unique, type Check, type Fields, type RuleTable } from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { mountsBesideDevices, mountsOfContainer, devicesOfContainer } from "./mounts.ts";
import { probesOfContainer } from "./probes.ts";
import { containerResources } from "./resources.ts";
import { restartPolicyOfContainer, restartRulesNeedPolicy, restartRules, resizePolicies } from "./restart.ts";

const image: Check<Fields> = (container, report) => {
  if (text(container, "image") === "") report(["image"], required("The container has no image. Add one."));
};

const protocolOf = (port: Fields) => text(port, "protocol") || "TCP";

const ports: Check<readonly Fields[]> = all(
  unique((port: Fields) => `${number(port, "containerPort")}/${protocolOf(port)}`, "a container's ports"),
  unique(
    (port: Fields) => text(port, "name") || undefined,
    "the names of a container's ports",
    (index) => [index, "name"],
  ),
);

const env: Check<readonly Fields[]> = unique(
  (variable: Fields) => text(variable, "name"),
  "the names of a container's variables",
  (index) => [index, "name"],
);

/** Zero is as good as none. */
const hostPort: Check<number> = (port, report) => {
  if (port !== 0) portNumber(port, report);
};

export const containerRules: RuleTable = {
  "core/v1.Container": {
    mirrors: "validateContainerCommon, validateContainers",
    fields: {
      name: dnsLabel,
      ports,
      env,
      volumeMounts: mountsOfContainer,
      volumeDevices: devicesOfContainer,
      resources: containerResources,
      restartPolicy: restartPolicyOfContainer,
      restartPolicyRules: restartRules,
      resizePolicy: resizePolicies,
    },
    whole: [image, mountsBesideDevices, probesOfContainer, restartRulesNeedPolicy],
  },
  "core/v1.ContainerPort": {
    mirrors: "validateContainerPorts",
    fields: { name: unlessEmpty(portName), containerPort: portNumber, hostPort },
  },
};
