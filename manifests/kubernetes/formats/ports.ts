import { must, type Check } from "../rules/rule.ts";
import { portName } from "./names.ts";

/** Source: k8s.io/apimachinery, IsValidPortNum. */
export const portNumber: Check<number> = must(
  (port: number) => port >= 1 && port <= 65535,
  "a port from 1 to 65535",
);

/** Source: ValidatePortNumOrName. */
export const portNumberOrName: Check<number | string> = (port, report) =>
  typeof port === "number" ? portNumber(port, report) : portName(port, report);
