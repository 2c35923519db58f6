import { exitCodes } from "../../../clients/exit-codes.ts";
import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import type { Action } from "./action.ts";
import { statusLine } from "./connection-line.ts";
import { Layer } from "./layer.tsx";
import type { Navigation, Place } from "./place.ts";
import { useLogin } from "./use-login.ts";
import { usePlaces } from "./use-places.ts";
import { useStates } from "./use-states.ts";
import { useTerminal, type Look } from "./use-terminal.tsx";
import { useTicks } from "./use-time.ts";

interface Props extends Look {
  session: Session;
  /** Where it begins. */
  start?: Place;
}

const connecting: Connection = { kind: "connecting" };

/** The screens that lie over one another, of which the top one is seen and hears the keys. */
export function App({ session, start, ...look }: Props) {
  const { terminal, tooSmall } = useTerminal(look);
  const { places, navigationOf } = usePlaces(() => look.quit(exitCodes.ok), start);
  const top = places.at(-1)!;
  const navigation = navigationOf(top.id);
  const connection = useStates((signal) => session.feed.connections(signal)) ?? connecting;
  const login = useLogin(session, connection, { navigation, place: top.place });
  const now = useTicks(1000, connection.kind === "lost");
  const frame = {
    ...terminal,
    status: statusLine(session, connection, now),
    actions: [...login, ...everywhere(navigation)],
  };
  return (
    <>
      {places.map(({ id, place }) => (
        <Layer
          key={id}
          frame={{ ...frame, isVisible: !tooSmall && id === top.id }}
          {...{ place, session }}
          navigation={navigationOf(id)}
        />
      ))}
      {tooSmall}
    </>
  );
}

const everywhere = ({ open, back, quit }: Navigation): Action[] => [
  { keys: ["D"], title: "deployments", run: () => open({ at: "deployments" }) },
  { keys: ["C"], title: "contexts", run: () => open({ at: "contexts" }) },
  { keys: ["esc"], title: "back", run: back },
  { keys: ["q"], title: "quit", run: quit, footer: "quit" },
];
