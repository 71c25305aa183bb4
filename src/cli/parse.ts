import { readFileSync } from "node:fs";
import { decodeBytes } from "../input/decode.ts";
import { type Limits, readDocuments } from "../input/read.ts";
import { NumberLiteral, type YamlNode } from "../input/tree.ts";
import { Lines } from "../model/lines.ts";
import { readStdin } from "./read-stdin.ts";

/** Where `dslint parse` writes to. */
export interface ParseIo {
  out(text: string): unknown;
  error(text: string): unknown;
}

const PROCESS: ParseIo = {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
};

/**
 * `dslint parse FILE…`: prints what the cluster will read, one JSON line a document; `-` is standard input. Returns the
 * exit code: 2 where a file or document can't be read.
 */
export function parseCommand(files: readonly string[], limits: Partial<Limits> = {}, io: ParseIo = PROCESS): number {
  let code = 0;
  const fail = (message: string): void => {
    io.error(`dslint: ${message}\n`);
    code = 2;
  };
  for (const file of files) {
    let bytes: Uint8Array;
    try {
      bytes = file === "-" ? readStdin(limits) : readFileSync(file);
    } catch (error) {
      fail(`${file}: can't be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`);
      continue;
    }
    const decoded = decodeBytes(bytes, limits);
    if ("error" in decoded) {
      io.out(`${JSON.stringify({ file, docIndex: 0, error: decoded.error.message })}\n`);
      fail(`${file}: ${decoded.error.message}`);
      continue;
    }
    const lines = new Lines(decoded.text);
    for (const document of readDocuments(decoded.text, { limits })) {
      const head = `{"file":${JSON.stringify(file)},"docIndex":${document.index}`;
      if (document.kind === "tree") {
        io.out(`${head},"json":`);
        for (const piece of jsonOf(document.root)) io.out(piece);
        io.out("}\n");
      } else if (document.kind === "empty") io.out(`${head},"empty":true}\n`);
      else if (document.kind === "error") {
        const { line, column } = lines.position(document.error.offset);
        io.out(`${head},"error":${JSON.stringify(document.error.message)},"line":${line},"column":${column}}\n`);
        fail(`${file}:${line}:${column}: ${document.error.message}`);
      }
    }
  }
  return code;
}

/** The value of a node as JSON, digit by digit as the API server gets it, in pieces. */
function* jsonOf(root: YamlNode): Generator<string> {
  const pending: (YamlNode | string)[] = [root];
  for (;;) {
    const next = pending.pop();
    if (next === undefined) return;
    if (typeof next === "string") yield next;
    else if (next.kind === "scalar") {
      const { value } = next;
      yield value instanceof NumberLiteral
        ? value.text
        : typeof value === "bigint"
          ? String(value)
          : JSON.stringify(value);
    } else if (next.kind === "sequence") {
      pending.push("]");
      for (let i = next.items.length - 1; i >= 0; i--) {
        pending.push(next.items[i] as YamlNode);
        if (i > 0) pending.push(",");
      }
      yield "[";
    } else {
      pending.push("}");
      for (let i = next.entries.length - 1; i >= 0; i--) {
        const { key, value } = next.entries[i] as { key: string; value: YamlNode };
        pending.push(value, `${i > 0 ? "," : ""}${JSON.stringify(key)}:`);
      }
      yield "{";
    }
  }
}
