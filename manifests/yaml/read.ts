import { Composer, LineCounter, Parser, type YAMLError } from "yaml";
import { decode } from "./decode.ts";
import { readUsual, type UsualDocument } from "./read-usual.ts";
import { toValue } from "./to-value.ts";
import type { Position, Reading, YamlDocument, YamlFault, YamlText } from "./types.ts";

/** A document's errors follow from one another; the first ones say it. */
const ERRORS_OF_A_DOCUMENT = 5;

/**
 * Reads a file of untrusted YAML or JSON. The work grows with the file's size, whatever is in it: `yaml` compares every
 * key with every other and resolves an alias by a walk through the document, so both are done here instead. What is
 * written as usual is read without it.
 */
export function readYaml(bytes: Uint8Array, reading: Reading = "kubernetes"): YamlText {
  const decoded = decode(bytes);
  if ("fault" in decoded) return { documents: [], faults: [decoded.fault] };
  const usual = reading === "kubernetes" ? readUsual(decoded.text) : undefined;
  return usual ? asRead(usual, decoded.text) : readThoroughly(decoded.text, reading);
}

/** Other places than where a document begins are wanted only for what is wrong with it. */
function asRead(usual: UsualDocument[], text: string): YamlText {
  let thorough: YamlText | undefined;
  const documents = usual.map(({ value, start }, index): YamlDocument => ({
    index: index + 1,
    value,
    at: (path) =>
      start !== undefined && path.length === 0
        ? start
        : (thorough ??= readThoroughly(text, "kubernetes")).documents[index]!.at(path),
  }));
  return { documents, faults: [] };
}

/** Whatever it is, and where each thing is that it holds. */
export function readThoroughly(text: string, reading: Reading): YamlText {
  const lines = new LineCounter();
  const locate = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    return readText(text, lines, locate, reading);
  } catch (error) {
    // What is nested beyond the stack. Anything else is a fault of the parser, and the file is no less to blame.
    const [code, detail] =
      error instanceof RangeError
        ? ["yaml-too-deep", TOO_DEEP]
        : ["yaml-invalid", "It cannot be read as YAML."];
    return { documents: [], faults: [{ code, detail, line: 1, column: 1 }] };
  }
}

function readText(
  text: string,
  lines: LineCounter,
  locate: (offset: number) => Position,
  reading: Reading,
): YamlText {
  const result: YamlText = { documents: [], faults: [] };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  for (const token of tokens)
    if (token.type === "directive")
      result.faults.push({ code: "yaml-directive", detail: DIRECTIVE, ...locate(token.offset) });
  if (result.faults.length > 0) return result;
  const composer = new Composer({
    version: "1.1",
    schema: reading === "text" ? "failsafe" : "yaml-1.1",
    merge: false,
    uniqueKeys: false,
    // What is a warning to `yaml`, such as a tag that it does not know, is for others to judge.
    logLevel: "silent",
  });
  let index = 0;
  for (const document of composer.compose(tokens, true, text.length)) {
    index++;
    const faults = document.errors.slice(0, ERRORS_OF_A_DOCUMENT).map(toFault);
    const read = faults.length > 0 ? undefined : toValue(document, reading);
    for (const { offset, ...fault } of [...faults, ...(read?.faults ?? [])])
      result.faults.push({ ...fault, document: index, ...locate(offset) });
    if (read) result.documents.push({ index, value: read.value, at: (path) => locate(read.offsetOf(path)) });
  }
  return result;
}

const TOO_DEEP = "It is nested too deeply.";
const DIRECTIVE = "A `%` directive is refused by Flux's reader. Remove the line.";

const MAX_MESSAGE = 300;

function toFault({ message, pos: [offset] }: YAMLError): YamlFault {
  // What the parser makes of nesting that is too deep for the stack.
  if (message.includes("call stack")) return { code: "yaml-too-deep", detail: TOO_DEEP, offset };
  const said =
    message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message.replace(/\.?$/, ".");
  return { code: "yaml-invalid", detail: `It is not valid YAML: ${said}`, offset };
}
