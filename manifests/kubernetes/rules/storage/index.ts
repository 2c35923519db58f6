import type { RuleTable } from "../rule.ts";
import { claimRules } from "./claims.ts";
import { classRules } from "./classes.ts";
import { driverRules } from "./drivers.ts";
import { persistentSourceRules } from "./volume-sources.ts";
import { volumeObjectRules } from "./volumes.ts";

/** Volumes beside pods, and what makes them. */
export const storageRules: RuleTable = {
  ...claimRules,
  ...classRules,
  ...driverRules,
  ...persistentSourceRules,
  ...volumeObjectRules,
};
