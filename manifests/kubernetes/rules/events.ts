/** Source: pkg/apis/core/validation/events.go, ValidateEventCreate, which takes old events and new ones. */
import { qualifiedName } from "../formats/names.ts";
import {
  has,
  isUnknown,
  invalid,
  map,
  number,
  oneOf,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { isFilled } from "./values.ts";

const SHORT_MAX = 128;
const NOTE_MAX = 1024;

/** The names of the same fields differ between the two versions of events. */
interface Names {
  controller: string;
  note: string;
  subject: string;
}

const CORE: Names = { controller: "reportingComponent", note: "message", subject: "involvedObject" };
const EVENTS: Names = { controller: "reportingController", note: "note", subject: "regarding" };

const isShort = (value: string, most: number) => Buffer.byteLength(value) <= most;

/** What events have since they have a time of their own. */
const newEvent =
  ({ controller, note }: Names): Check<Fields> =>
  (event, report) => {
    if (!has(event, "eventTime")) return;
    for (const field of [controller, "reportingInstance", "action", "reason"]) {
      const value = text(event, field);
      if (value === "") report([field], required(`An event with eventTime needs \`${field}\`. Add it.`));
      else if (field !== controller && !isShort(value, SHORT_MAX)) report([field], tooLong(SHORT_MAX));
      else if (field === controller && !isUnknown(event[field])) qualifiedName(value, within(report, field));
    }
    if (!isShort(text(event, note), NOTE_MAX)) report([note], tooLong(NOTE_MAX));
  };

const tooLong = (most: number) => invalid(`It is longer than ${most} bytes. Shorten it.`);

const SYSTEM_NAMESPACES = ["default", "kube-system"];

/** An event lies in the namespace of its subject. */
const sameNamespace =
  ({ subject }: Names): Check<Fields> =>
  (event, report) => {
    const own = text(map(event, "metadata"), "namespace");
    const its = text(map(event, subject), "namespace");
    if (own === "" || [own, its].some(isUnknown)) return;
    const isNew = has(event, "eventTime");
    const isRight =
      its === "" ? (isNew ? SYSTEM_NAMESPACES : ["default"]).includes(own) : isNew || its === own;
    if (!isRight)
      report([subject, "namespace"], invalid(`It differs from the namespace of the event, which is ${own}.`));
  };

const series: Check<Fields> = (event, report) => {
  const given = map(event, "series");
  if (given && (number(given, "count") ?? 0) < 2)
    report(["series", "count"], invalid("A series has at least two events.", "a number of at least 2"));
};

const withoutOld: Check<Fields> = (event, report) => {
  const given = ["deprecatedFirstTimestamp", "deprecatedLastTimestamp"].filter((field) => has(event, field));
  if ((number(event, "deprecatedCount") ?? 0) !== 0) given.push("deprecatedCount");
  const source = map(event, "deprecatedSource");
  if (isFilled(source, "component") || isFilled(source, "host")) given.push("deprecatedSource");
  for (const field of given) report([field], invalid("Events of this version must not have it. Remove it."));
};

const hasType: Check<Fields> = (event, report) => {
  if (!has(event, "type")) report(["type"], required("An event needs a type, Normal or Warning. Add it."));
};

export const eventRules: RuleTable = {
  "core/v1.Event": { mirrors: "legacyValidateEvent", whole: [sameNamespace(CORE), newEvent(CORE)] },
  "events.k8s.io/v1.Event": {
    mirrors: "ValidateEventCreate",
    fields: { type: oneOf("Normal", "Warning") },
    whole: [sameNamespace(EVENTS), newEvent(EVENTS), series, withoutOld, hasType],
  },
};
