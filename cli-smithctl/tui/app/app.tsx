import { useWindowSize } from "ink";
import { exitCodes, type ExitCode } from "../../../clients/exit-codes.ts";
import { Lines } from "../components/lines.tsx";
import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import type { Action } from "./action.ts";
import { statusLine } from "./connection-line.ts";
import { Layer } from "./layer.tsx";
import type { Navigation, Place } from "./place.ts";
import { tooSmallFor } from "./too-small.ts";
import { useTakenKeys } from "./use-keyboard.ts";
import { useLogin } from "./use-login.ts";
import { usePlaces } from "./use-places.ts";
import { useStates } from "./use-states.ts";
import { useTicks } from "./use-time.ts";

interface Props {
  session: Session;
  /** Where it begins. */
  start?: Place;
  colours: boolean;
  copy: (text: string) => void;
  quit: (code: ExitCode) => void;
}

const connecting: Connection = { kind: "connecting" };

/** The screens that lie over one another, of which the top one is seen and hears the keys. */
export function App({ session, start, colours, copy, quit }: Props) {
  const { columns, rows } = useWindowSize();
  const { places, navigationOf } = usePlaces(() => quit(exitCodes.ok), start);
  const top = places.at(-1)!;
  const navigation = navigationOf(top.id);
  const connection = useStates((signal) => session.feed.connections(signal)) ?? connecting;
  const login = useLogin(session, connection, { navigation, place: top.place });
  const now = useTicks(1000, connection.kind === "lost");
  const takeKeys = useTakenKeys(quit);

  const tooSmall = tooSmallFor({ columns, rows });
  const frame = {
    columns,
    rows,
    colours,
    copy,
    status: statusLine(session, connection, now),
    actions: [...login, ...everywhere(navigation)],
    takeKeys,
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
      {tooSmall && <Lines lines={[tooSmall]} width={columns} colours={colours} />}
    </>
  );
}

const everywhere = ({ open, back, quit }: Navigation): Action[] => [
  { keys: ["D"], title: "deployments", run: () => open({ at: "deployments" }) },
  { keys: ["C"], title: "contexts", run: () => open({ at: "contexts" }) },
  { keys: ["esc"], title: "back", run: back },
  { keys: ["q"], title: "quit", run: quit, footer: "quit" },
];
