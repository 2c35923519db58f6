import { has, required, type Check, type Fields } from "./rule.ts";

/** Of a kind whose spec the schema lets be absent, and the server then finds empty. */
export const specRequired: Check<Fields> = (object, report) => {
  if (!has(object, "spec")) report(["spec"], required("The `spec` is missing. Add it."));
};
