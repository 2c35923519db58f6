import type { Action } from "../../app/action.ts";
import type { Navigation } from "../../app/place.ts";
import type { Progress } from "../../data/carry-out.ts";

interface Given {
  navigation: Navigation;
  /** Back to what would change, as it is by now. */
  review: () => void;
  copy: (text: string) => void;
}

/** What can be done with a change that was agreed to, by how far it is. */
export function progressActions(progress: Progress, { navigation, review, copy }: Given): Action[] {
  if (progress.kind === "sending") return sendingActions(navigation);
  if (progress.kind === "refused")
    return [
      {
        keys: ["enter"],
        title: "see what it would change by now; the reason is kept",
        footer: "look again",
        run: review,
      },
    ];
  const { id, commit } = progress.deployment;
  return [
    { keys: ["enter"], title: "back", footer: "back", run: navigation.back },
    {
      keys: ["w"],
      title: "the deployment in full",
      footer: "details",
      run: () => navigation.open({ at: "deployment", id }),
    },
    {
      keys: ["y"],
      title: "copy the commit's id",
      said: `Copied ${commit}.`,
      footer: "copy commit",
      unless: commit === undefined ? "there is no commit yet" : undefined,
      run: () => copy(commit!),
    },
  ];
}

/** Nobody leaves by one key too many without knowing what becomes of it. */
const sendingActions = ({ back }: Navigation): Action[] => [
  {
    keys: ["x"],
    title: "give it up, though smithd may have taken it already",
    footer: "give up",
    run: back,
  },
  {
    keys: ["enter", "esc", "q", "D", "C", "K"],
    title: "leave",
    unless: "smithd has not accepted it yet; x gives it up",
    run: back,
  },
];
