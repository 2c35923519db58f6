import { useRef, useState } from "react";
import { isChange, type Navigation, type Place } from "./place.ts";

/** A place that was opened; its number tells it from the same place opened again. */
export interface Opened {
  id: number;
  place: Place;
}

interface Places {
  /** They lie over one another, the top one last. */
  places: readonly Opened[];
  /** How one moves from one of these. */
  navigationOf: (id: number) => Navigation;
}

export function usePlaces(quit: () => void, start: Place = { at: "overview" }): Places {
  const [places, setPlaces] = useState<readonly Opened[]>([{ id: 0, place: start }]);
  const lastId = useRef(0);
  const opened = (place: Place): Opened => ({ id: ++lastId.current, place });
  return {
    places,
    navigationOf: (id) => ({
      quit,
      open: (place) => {
        const next = opened(place);
        setPlaces((all) => withOpened(all, next));
      },
      replace: (place) => {
        const next = opened(place);
        setPlaces((all) => withOpened(without(all, id), next));
      },
      // Whoever goes back once too often does not want to leave.
      back: () => setPlaces((all) => (all[0]?.id === id ? all : without(all, id))),
    }),
  };
}

/**
 * Back at a place that is below already: else they would pile up all day. A change begins anew there: the one before may
 * have ended.
 */
function withOpened(all: readonly Opened[], next: Opened): readonly Opened[] {
  const there = all.findIndex(({ place }) => JSON.stringify(place) === JSON.stringify(next.place));
  if (there < 0) return [...all, next];
  return isChange(next.place) ? [...all.slice(0, there), next] : all.slice(0, there + 1);
}

/** Without a place and what lies over it. */
function without(all: readonly Opened[], id: number): readonly Opened[] {
  const there = all.findIndex((one) => one.id === id);
  return there < 0 ? all : all.slice(0, there);
}
