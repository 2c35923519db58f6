import { Composer, LineCounter, Parser, type CST, type YAMLError } from "yaml";
import { decode } from "./decode.ts";
import { readUsual } from "./read-usual.ts";
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
  const usual = reading === "kubernetes" ? readAsUsual(decoded.text) : undefined;
  return usual ?? readThoroughly(decoded.text, reading);
}

/** What is written as most manifests are; undefined for anything else. */
export function readAsUsual(text: string): YamlText | undefined {
  const usual = readUsual(text);
  if (!usual) return undefined;
  const { values, offsetOf } = usual;
  let locate: ((offset: number) => Position) | undefined;
  const documents = values.map((value, index): YamlDocument => ({
    index: index + 1,
    value,
    at: (path) => (locate ??= locator(text))(offsetOf(index, path)),
  }));
  return { documents, faults: [] };
}

/** Tells the line and column of an offset. */
function locator(text: string, lines = new LineCounter()): (offset: number) => Position {
  if (lines.lineStarts.length === 0)
    for (let end = -1; ;) {
      lines.addNewLine(end + 1);
      end = text.indexOf("\n", end + 1);
      if (end < 0) break;
    }
  return (offset) => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

/** Whatever it is, and where each thing is that it holds. */
export function readThoroughly(text: string, reading: Reading): YamlText {
  const lines = new LineCounter();
  try {
    return readText(text, lines, reading);
  } catch (error) {
    // What is nested beyond the stack. Anything else is a fault of the parser, and the file is no less to blame.
    const [code, detail] =
      error instanceof RangeError
        ? ["yaml-too-deep", TOO_DEEP]
        : ["yaml-invalid", "It cannot be read as YAML."];
    return { documents: [], faults: [{ code, detail, line: 1, column: 1 }] };
  }
}

function readText(text: string, lines: LineCounter, reading: Reading): YamlText {
  const result: YamlText = { documents: [], faults: [] };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const locate = locator(text, lines);
  for (const token of tokens)
    if (token.type === "directive")
      result.faults.push({ code: "yaml-directive", detail: DIRECTIVE, ...locate(token.offset) });
  const beyond = tokens.filter(({ type }) => type === "document")[MAX_DOCUMENTS];
  if (beyond)
    result.faults.push({ code: "yaml-too-many-documents", detail: TOO_MANY, ...locate(tokenOffset(beyond)) });
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
    const faults = document.errors
      .filter((error) => !isCommentWithoutSpace(error, text))
      .slice(0, ERRORS_OF_A_DOCUMENT)
      .map(toFault);
    const read = faults.length > 0 ? undefined : toValue(document, reading, text);
    for (const { offset, ...fault } of [...faults, ...(read?.faults ?? [])])
      result.faults.push({ ...fault, document: index, ...locate(offset) });
    if (read) result.documents.push({ index, value: read.value, at: (path) => locate(read.offsetOf(path)) });
  }
  return result;
}

/** Far more than anybody writes into a file. */
const MAX_DOCUMENTS = 5000;
const TOO_MANY = `It has more than ${MAX_DOCUMENTS} documents. Split the file.`;
const tokenOffset = (token: CST.Token) => ("offset" in token ? token.offset : 0);

const TOO_DEEP = "It is nested too deeply.";
const DIRECTIVE = "A `%` directive is refused by Flux's reader. Remove the line.";

/** Kubernetes' and Flux's readers take `#` for a comment right behind whatever has an end of its own. */
const isCommentWithoutSpace = ({ code, message, pos: [offset] }: YAMLError, text: string): boolean =>
  code === "MISSING_CHAR" &&
  message.startsWith("Comments must be separated") &&
  /["'\]},|>]/.test(text.charAt(offset - 1));

const MAX_MESSAGE = 300;

function toFault({ message, pos: [offset] }: YAMLError): YamlFault {
  // What the parser makes of nesting that is too deep for the stack.
  if (message.includes("call stack")) return { code: "yaml-too-deep", detail: TOO_DEEP, offset };
  const said =
    message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message.replace(/\.?$/, ".");
  return { code: "yaml-invalid", detail: `It is not valid YAML: ${said}`, offset };
}
