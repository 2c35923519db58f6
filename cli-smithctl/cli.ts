#!/usr/bin/env node
import { orderlyEnd } from "../clients/terminal/end-process.ts";
import { runProgram } from "../clients/terminal/program.ts";
import { program } from "./program.ts";

const leave = (code: number) => process.exit(code);
const end = orderlyEnd(leave);
end(await runProgram(program, process.argv.slice(2), process, leave));
