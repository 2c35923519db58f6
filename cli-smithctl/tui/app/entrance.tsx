import { useWindowSize } from "ink";
import { exitCodes, type ExitCode } from "../../../clients/exit-codes.ts";
import { Lines } from "../components/lines.tsx";
import { LoginScreen } from "../screens/login.tsx";
import { FrameContext } from "./frame.ts";
import { tooSmallFor } from "./too-small.ts";
import { useTakenKeys } from "./use-keyboard.ts";

interface Props {
  colours: boolean;
  copy: (text: string) => void;
  quit: (code: ExitCode) => void;
}

/** Before there is a smithd to show anything of. */
export function Entrance({ colours, copy, quit }: Props) {
  const { columns, rows } = useWindowSize();
  const takeKeys = useTakenKeys(quit);
  const tooSmall = tooSmallFor({ columns, rows });
  const frame = { columns, rows, colours, copy, isVisible: !tooSmall, status: [], actions: [], takeKeys };
  return (
    <>
      <FrameContext value={frame}>
        <LoginScreen
          why="It is not known yet where smithd is, or with which API key."
          cancel={() => quit(exitCodes.ok)}
        />
      </FrameContext>
      {tooSmall && <Lines lines={[tooSmall]} width={columns} colours={colours} />}
    </>
  );
}
