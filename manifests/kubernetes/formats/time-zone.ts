import { nearest } from "../../nearest.ts";
import { quote, type Check } from "../rules/rule.ts";
import { TIME_ZONES } from "./time-zone-names.ts";

/** A zone of the IANA database. Source: pkg/apis/batch/validation, validateTimeZone. */
export const timeZone: Check<string> = (zone, report) => {
  if (TIME_ZONES.has(zone)) return;
  const suggestion = nearest(zone, TIME_ZONES);
  report([], {
    code: "value-invalid",
    expected: "a time zone such as Europe/Berlin",
    detail: `${quote(zone)} is no time zone.${suggestion === undefined ? " Write one such as Europe/Berlin." : ` Did you mean ${suggestion}?`}`,
    ...(suggestion !== undefined && { suggestion }),
  });
};
