import type { RuleTable } from "../rule.ts";
import { apiServiceRules } from "./api-service.ts";
import { definitionRules } from "./definitions.ts";
import { schemaRules, type TypeNamed } from "./schemas.ts";
import { versionRules } from "./versions.ts";

/** What adds kinds to the API server. */
export const extensionRules = (typeNamed: TypeNamed): RuleTable => ({
  ...apiServiceRules,
  ...definitionRules,
  ...schemaRules(typeNamed),
  ...versionRules,
});
