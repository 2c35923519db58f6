import { useState } from "react";
import type { Navigation, Place } from "./place.ts";

/** A place that was opened; its number tells it from the same place opened again. */
export interface Opened {
  id: number;
  place: Place;
}

/** The places that lie over one another, the top one last, and how one moves among them. */
export function usePlaces(
  quit: () => void,
  start: Place = { at: "overview" },
): { places: readonly Opened[]; navigation: Navigation } {
  const [places, setPlaces] = useState<readonly Opened[]>([{ id: 0, place: start }]);
  const isThere = (all: readonly Opened[], place: Place) =>
    JSON.stringify(all.at(-1)?.place) === JSON.stringify(place);
  const over = (below: readonly Opened[], place: Place) => [
    ...below,
    { id: Math.max(...below.map(({ id }) => id), 0) + 1, place },
  ];
  return {
    places,
    navigation: {
      quit,
      open: (place) => setPlaces((all) => (isThere(all, place) ? all : over(all, place))),
      replace: (place) => setPlaces((all) => over(all.slice(0, -1), place)),
      // Whoever goes back once too often does not want to leave.
      back: () => setPlaces((all) => (all.length > 1 ? all.slice(0, -1) : all)),
    },
  };
}
