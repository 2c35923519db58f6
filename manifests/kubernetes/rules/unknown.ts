import { hasVariable } from "./rule.ts";

/** Whether nobody knows a value before Flux puts it in. What is not unknown stays the text that it is. */
export const isUnknown = (value: unknown): boolean => hasVariable(value);
