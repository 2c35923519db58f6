/** RFC 1123, section 2.1. */
const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** Characters; RFC 1123 again. */
export const NAME_MAX = 253;

/** What Kubernetes takes as the name of a namespace, and we as that of an app or environment. */
export const isDnsLabel = (text: string): boolean => DNS_LABEL.test(text);

/** What Kubernetes takes as the name of an object of any kind; most kinds take less. */
export const isObjectName = (text: string): boolean =>
  isPrintable(text) && !/[\s/%]/u.test(text) && text !== "." && text !== "..";

/** A namespace as a manifest may give it: Flux puts values in the place of `${VARIABLES}` before anything is applied. */
export const isNamespace = (text: string): boolean =>
  isDnsLabel(text) || (text.includes("${") && isPrintable(text));

const isPrintable = (text: string) => text.length <= NAME_MAX && /^[^\p{Cc}\p{Cs}]+$/u.test(text);
