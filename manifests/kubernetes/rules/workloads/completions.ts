import { has, number, type Fields } from "../rule.ts";

/** Of a Job's spec; one where `parallelism` is not set either. Source: SetDefaults_Job. */
export const completionsOf = (spec: Fields): number | undefined =>
  number(spec, "completions") ?? (has(spec, "parallelism") ? undefined : 1);
