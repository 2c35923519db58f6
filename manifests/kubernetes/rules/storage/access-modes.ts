import { forbidden, isUnknown, required, type Check, type Fields } from "../rule.ts";
import { texts } from "../values.ts";

const SINGLE = "ReadWriteOncePod";

/** Of claims and volumes. The words are the schema's. Source: ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec. */
export const accessModes: Check<Fields> = (spec, report) => {
  const modes = texts(spec, "accessModes");
  if (modes.length === 0) report(["accessModes"], required("At least one access mode is needed. Add it."));
  modes.forEach((mode, index) => {
    if (mode === "")
      report(["accessModes", index], required("The access mode is empty. Write or remove it."));
  });
  if (modes.includes(SINGLE) && modes.some((mode) => mode !== SINGLE && !isUnknown(mode)))
    report(["accessModes"], forbidden(`\`${SINGLE}\` stands alone. Remove it, or the others.`));
};
