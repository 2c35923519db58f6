import { memo } from "react";
import type { Session } from "../data/session.ts";
import { FrameContext, type Frame } from "./frame.ts";
import type { Navigation, Place } from "./place.ts";
import { ScreenAt } from "./screen-at.tsx";

interface Props {
  frame: Frame;
  place: Place;
  session: Session;
  navigation: Navigation;
}

/** A place among those that lie over one another. One that is not seen is not drawn again, whatever is typed above it. */
export const Layer = memo(
  ({ frame, place, session, navigation }: Props) => (
    <FrameContext value={frame}>
      <ScreenAt place={place} session={session} navigation={navigation} />
    </FrameContext>
  ),
  (before, after) => !before.frame.isVisible && !after.frame.isVisible,
);
