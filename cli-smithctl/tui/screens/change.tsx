import { useState } from "react";
import type { Navigation } from "../app/place.ts";
import type { Agreed } from "../data/carry-out.ts";
import type { Change } from "../data/planned-change.ts";
import type { Session } from "../data/session.ts";
import { CarriedOut } from "./change/carried-out.tsx";
import { Review } from "./change/review.tsx";

interface Props {
  session: Session;
  navigation: Navigation;
  change: Change;
  /** To what was chosen before; undefined where nothing was. */
  back?: (() => void) | undefined;
}

/** A change that is looked at first, and carried out once it is agreed to. */
export function ChangeScreen({ session, navigation, change, back }: Props) {
  const [reason, setReason] = useState("");
  const [agreed, agree] = useState<Agreed>();
  return agreed ? (
    <CarriedOut {...{ session, navigation, agreed }} review={() => agree(undefined)} />
  ) : (
    <Review {...{ session, change, reason, setReason, agree, back }} />
  );
}
