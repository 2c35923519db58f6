import type { Found } from "./kubernetes/schema/found.ts";
import type { NotServed } from "./kubernetes/served.ts";

/** What is wrong with what an object says, beyond being one. */
export interface Remark extends Omit<Found, "code"> {
  code: Found["code"] | NotServed["code"] | "secret-literal";
}
