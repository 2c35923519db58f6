/** Draws the interactive UI as docs/overview.svg and docs/diff.svg, from the built programs in a real pseudo-terminal. */
import { writeFileSync } from "node:fs";
import { removeTemporaryFolders } from "../tests/support/temporary.ts";
import type { Terminal } from "../tests/support/terminal.ts";
import { setStage } from "../tests/tui/stage.ts";
import { draw } from "./screenshots/draw.ts";
import { openShop } from "./screenshots/shop.ts";

const SIZE = { columns: 100, rows: 24 };

const save = (name: string, ui: Terminal, title: string) =>
  writeFileSync(`docs/${name}.svg`, draw(ui.buffer(), SIZE, title));

const stage = await setStage();
try {
  await openShop(await stage.clientOf("ci"), await stage.clientOf("ada"));
  const ui = stage.open(SIZE);
  await ui.shows(/● live[\s\S]*web-frontend/);
  ui.press("jjj");
  await ui.shows("› checkout");
  save("overview", ui, "smithctl: which version of each app runs in which environment, and what is unusual");
  ui.press("d");
  await ui.shows("Changes");
  save("diff", ui, "smithctl: what deploying a version would change");
} finally {
  await stage.clear();
  await removeTemporaryFolders();
}
