import { useWindowSize } from "ink";
import { exitCodes, type ExitCode } from "../../../clients/exit-codes.ts";
import { Lines } from "../components/lines.tsx";
import type { Connection } from "../data/feed.ts";
import type { Session } from "../data/session.ts";
import { span } from "../text/line.ts";
import type { Action } from "./action.ts";
import { statusLine } from "./connection-line.ts";
import { FrameContext } from "./frame.ts";
import type { Navigation, Place } from "./place.ts";
import { ScreenAt } from "./screen-at.tsx";
import { useTakenKeys } from "./use-keyboard.ts";
import { useLogin } from "./use-login.ts";
import { useNews } from "./use-news.ts";
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

const LEAST = { columns: 40, rows: 10 };
const connecting: Connection = { kind: "connecting" };

/** The screens that lie over one another, of which the top one is seen and hears the keys. */
export function App({ session, start, colours, copy, quit }: Props) {
  const { columns, rows } = useWindowSize();
  const { places, navigation } = usePlaces(() => quit(exitCodes.ok), start);
  const connection = useStates((signal) => session.feed.connections(signal)) ?? connecting;
  const login = useLogin(session, connection, navigation);
  const news = useNews(session);
  const now = useTicks(1000, connection.kind === "lost");
  const takeKeys = useTakenKeys(() => quit(exitCodes.interrupted));

  const isTooSmall = columns < LEAST.columns || rows < LEAST.rows;
  const frame = {
    columns,
    rows,
    colours,
    copy,
    status: statusLine(session.name, connection, now),
    news,
    actions: [...login, ...everywhere(navigation)],
    takeKeys,
  };
  const sentence = `smithctl needs ${LEAST.columns}×${LEAST.rows}; this is ${columns}×${rows}.`;
  return (
    <>
      {places.map(({ id, place }, index) => (
        <FrameContext key={id} value={{ ...frame, isVisible: !isTooSmall && index === places.length - 1 }}>
          <ScreenAt place={place} session={session} navigation={navigation} />
        </FrameContext>
      ))}
      {isTooSmall && <Lines lines={[[span(sentence)]]} width={columns} colours={colours} />}
    </>
  );
}

const everywhere = ({ open, back, quit }: Navigation): Action[] => [
  { keys: ["D"], title: "deployments", run: () => open({ at: "deployments" }) },
  { keys: ["C"], title: "contexts", run: () => open({ at: "contexts" }) },
  { keys: ["esc"], title: "back", run: back },
  { keys: ["q"], title: "quit", run: quit, footer: "quit" },
];
