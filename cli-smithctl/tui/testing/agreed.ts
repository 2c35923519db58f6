import type { Agreed } from "../data/carry-out.ts";

/** A deployment that a person agreed to. */
export const agreed: Agreed = {
  kind: "deploy",
  app: "api-service",
  version: "c0ffee1-9",
  environment: "staging",
  reason: "",
  adopt: false,
  seen: "",
  key: "7f3a9c01",
};
