/** Source: validateServicePort, and initNodePorts of pkg/registry/core/service/storage/alloc.go. */
import {
  forbidden,
  invalid,
  isUnknown,
  list,
  number,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
} from "../rule.ts";
import { mayBeHeadless, typeOf } from "./type.ts";

/** The ports of nodes, unless an administrator chose others. A dry run does not look. */
const NODE_PORTS = { least: 30000, most: 32767 };

export const isNodePort = (port: number) => port >= NODE_PORTS.least && port <= NODE_PORTS.most;

export const OUT_OF_RANGE = invalid(
  `Nodes open ports from ${NODE_PORTS.least} to ${NODE_PORTS.most}, unless the cluster was set up otherwise. Choose one of them, or leave it out and get a free one.`,
  `a port from ${NODE_PORTS.least} to ${NODE_PORTS.most}`,
);

export const hasPorts: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  if (list(spec, "ports").length > 0 || type === undefined || type === "ExternalName") return;
  if (!mayBeHeadless(spec))
    report(["ports"], required("A Service needs at least one port, unless its clusterIP is None. Add one."));
};

/** One port needs no name, several do. */
export const portNames: Check<Fields> = (spec, report) => {
  const ports = list(spec, "ports");
  const here = within(report, "ports");
  unique<Fields>(
    (port) => text(port, "name") || undefined,
    "the names of a Service's ports",
    (index) => [index, "name"],
  )(ports, here);
  if (ports.length < 2) return;
  ports.forEach((port, index) => {
    if (text(port, "name") === "")
      here([index, "name"], required("With several ports each needs a name. Add one."));
  });
};

const protocolOf = (port: Fields) => text(port, "protocol") || "TCP";

/** The key of a value that no other port with the same protocol may have. */
const withProtocol = (field: string) => (port: Fields) =>
  number(port, field) && !isUnknown(protocolOf(port))
    ? `${number(port, field)}/${protocolOf(port)}`
    : undefined;

export const portNumbers: Check<Fields> = (spec, report) => {
  unique<Fields>(withProtocol("port"), "a Service's ports")(list(spec, "ports"), within(report, "ports"));
};

export const nodePorts: Check<Fields> = (spec, report) => {
  const type = typeOf(spec);
  const ports = list(spec, "ports");
  const at = (index: number) => ["ports", index, "nodePort"];
  ports.forEach((port, index) => {
    const nodePort = number(port, "nodePort") ?? 0;
    if (nodePort === 0) return;
    if (type === "ClusterIP") report(at(index), forbidden(NOT_OF_NODES));
    else if (isOnNodes(type) && !isNodePort(nodePort)) report(at(index), OUT_OF_RANGE);
  });
  if (isOnNodes(type)) sharedNodePorts(ports, (index, fault) => report(at(index), fault));
  else uniqueNodePorts(ports, within(report, "ports"));
};

const NOT_OF_NODES =
  "A Service of the type ClusterIP opens no port of nodes. Remove nodePort, or set the type to NodePort.";

const isOnNodes = (type: string | undefined) => type === "NodePort" || type === "LoadBalancer";

const uniqueNodePorts = unique<Fields>(withProtocol("nodePort"), "the ports of nodes", (index) => [
  index,
  "nodePort",
]);

/** Ports of the same number, with different protocols, may share the first one's. */
function sharedNodePorts(
  ports: readonly Fields[],
  report: (index: number, fault: typeof OUT_OF_RANGE) => void,
): void {
  const owners = new Map<number, string>();
  ports.forEach((port, index) => {
    const nodePort = number(port, "nodePort") ?? 0;
    if (nodePort === 0) return;
    const first = ports.find(
      (other) => number(other, "port") === number(port, "port") && number(other, "nodePort"),
    );
    const owner = number(first, "nodePort") === nodePort ? `port ${number(port, "port")}` : `ports[${index}]`;
    const taken = owners.get(nodePort);
    if (taken !== undefined && taken !== owner)
      report(index, {
        code: "value-duplicate",
        detail: `${nodePort} is there twice. Choose another one, or leave it out.`,
      });
    else owners.set(nodePort, owner);
  });
}
