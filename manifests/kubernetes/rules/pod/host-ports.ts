/** Source: pkg/apis/core/validation/validation.go, checkHostPortConflicts, validatePodHostNetworkDeps. */
import { invalid, list, number, text, type Fields, type Report } from "../rule.ts";
import { containersOf, type Placed } from "./visit.ts";

interface HostPort {
  port: Fields;
  /** Zero where there is none. */
  host: number;
  at: readonly (string | number)[];
}

/** In a Pod on its node's network each port is one of the node, too; a template is completed later. */
function portsOf({ container, at }: Placed, isDefaulted: boolean): HostPort[] {
  return list(container, "ports").map((port, index) => {
    const host = number(port, "hostPort") || (isDefaulted ? (number(port, "containerPort") ?? 0) : 0);
    return { port, host, at: [...at, "ports", index, "hostPort"] };
  });
}

/** Of a pod's spec: a port of the node is used once. */
export const hostPorts =
  ({ isPod }: { isPod: boolean }) =>
  (spec: Fields, report: Report): void => {
    const isOnNode = spec["hostNetwork"] === true;
    const placed = containersOf(spec).map((each) => ({ ...each, ports: portsOf(each, isPod && isOnNode) }));
    const [init, others] = [placed.filter(({ isInit }) => isInit), placed.filter(({ isInit }) => !isInit)];
    // Init containers run one by one.
    for (const group of [...init.map(({ ports }) => ports), others.flatMap(({ ports }) => ports)])
      once(group, report);
    if (isOnNode) for (const { ports } of others) samePort(ports, report);
  };

function once(ports: readonly HostPort[], report: Report): void {
  const seen = new Set<string>();
  for (const { port, host, at } of ports) {
    const key = `${text(port, "protocol") || "TCP"} ${text(port, "hostIP")} ${host}`;
    if (host !== 0 && seen.has(key))
      report(at, {
        code: "value-duplicate",
        detail: `Another container uses the node's port ${host}. Change one of them.`,
      });
    if (host !== 0) seen.add(key);
  }
}

function samePort(ports: readonly HostPort[], report: Report): void {
  for (const { port, host, at } of ports) {
    const own = number(port, "containerPort");
    if (host !== 0 && host !== own)
      report(
        at,
        invalid(`With \`hostNetwork: true\` it must be the containerPort, ${String(own)}. Remove it.`),
      );
  }
}
