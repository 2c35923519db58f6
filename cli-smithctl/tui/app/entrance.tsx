import { exitCodes } from "../../../clients/exit-codes.ts";
import { LoginScreen } from "../screens/login.tsx";
import { FrameContext } from "./frame.ts";
import { useTerminal, type Look } from "./use-terminal.tsx";

/** Before there is a smithd to show anything of. */
export function Entrance(look: Look) {
  const { terminal, tooSmall } = useTerminal(look);
  return (
    <>
      <FrameContext value={{ ...terminal, isVisible: !tooSmall, status: [], actions: [] }}>
        <LoginScreen
          why="It is not known yet where smithd is, or with which API key."
          cancel={() => look.quit(exitCodes.ok)}
        />
      </FrameContext>
      {tooSmall}
    </>
  );
}
