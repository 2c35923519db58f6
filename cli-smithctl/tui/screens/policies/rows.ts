import type { Policy } from "../../../../generated/api.ts";
import { table, type Column } from "../../text/columns.ts";
import { ours, span, type Line } from "../../text/line.ts";

const columns: Column[] = [
  { title: "POLICY", min: 14, max: 40, priority: 6 },
  { title: "ENVIRONMENT", min: 11, max: 24, priority: 5 },
  { title: "BRANCHES", min: 20, max: 60, priority: 4 },
  { title: "TAGS", min: 8, max: 40, priority: 3 },
  { title: "PULL REQUESTS", min: 13, max: 13, priority: 2 },
];

/** Policies, one a row; `chosen` is the row of one of them. */
export function policyRows(policies: readonly Policy[], chosen: number, width: number): Line[] {
  return table(columns, policies.map(cells), chosen, width);
}

const cells = ({ name, environment, branches, tags, pullRequests }: Policy) => [
  span(name, "name"),
  span(environment),
  patterns(branches),
  patterns(tags),
  pullRequests ? ours("yes") : ours("no", "muted"),
];

const patterns = (list: readonly string[]) => (list.length > 0 ? span(list.join(" ")) : ours("–", "muted"));
