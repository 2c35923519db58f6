import { isUnknown, list, type Fields, type Path } from "../rule.ts";

/** A container, and where it is in the pod's spec. */
export interface Placed {
  container: Fields;
  at: Path;
  isInit: boolean;
}

const placed = (spec: Fields, field: string, isInit: boolean): Placed[] =>
  list(spec, field).map((container, index) => ({ container, at: [field, index], isInit }));

/** The containers of a pod's spec and its init containers. Source: pkg/apis/core/pods, VisitContainersWithPath. */
export const containersOf = (spec: Fields): Placed[] => [
  ...placed(spec, "initContainers", true),
  ...placed(spec, "containers", false),
];

/** An init container that runs to its end, for certain. */
export const runsOnce = (placed: Placed): boolean =>
  placed.isInit && !isSidecar(placed) && !isUnknown(placed.container["restartPolicy"]);

/** An init container that keeps running beside the others. */
export const isSidecar = ({ container, isInit }: Placed): boolean =>
  isInit && container["restartPolicy"] === "Always";
