/** One block of server-sent events: the fields that it has. Without data it is no event, but its id counts. */
export interface Block {
  id?: string;
  event?: string;
  data?: string;
  /** In milliseconds. */
  retry?: number;
}

/** Characters of a block; smithd's have a few hundred. Something else answers where there are more. */
const longestBlock = 64 * 1024;

/**
 * Takes text/event-stream apart as it comes, in pieces that may end anywhere. Each call returns the blocks that are complete
 * by then. Throws a RangeError where one is too long. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventParser(limit: number = longestBlock): (piece: string) => Block[] {
  let line = "";
  let block: Block = {};
  let size = 0;
  let endedWithReturn = false;
  return (piece) => {
    // What began as CR at the end of the last piece may be one line end with this LF.
    const text = line + (endedWithReturn && piece.startsWith("\n") ? piece.slice(1) : piece);
    if (piece !== "") endedWithReturn = piece.endsWith("\r");
    const lines = text.split(/\r\n|\n|\r/);
    line = lines.pop()!;
    const complete: Block[] = [];
    for (const one of lines) {
      size += one.length;
      if (one !== "") addField(block, one);
      else {
        if (Object.keys(block).length > 0) complete.push(block);
        block = {};
        size = 0;
      }
    }
    if (size + line.length > limit) throw new RangeError(`a block has more than ${limit} characters`);
    return complete;
  };
}

function addField(block: Block, line: string): void {
  const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!;
  if (name === "data") block.data = block.data === undefined ? value : `${block.data}\n${value}`;
  else if (name === "event") block.event = value;
  else if (name === "id" && !value.includes("\0")) block.id = value;
  else if (name === "retry" && /^\d{1,9}$/.test(value)) block.retry = Number(value);
}
