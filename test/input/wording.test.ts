import { expect, test } from "vitest";
import { Wording } from "../../src/input/wording.ts";

const AROUND = ["", "é", "€", "😀", "\ud83d", "\ufffd", "ends ", "😀 é\n", '"', "é😀€ Aa é"];

test("a word is found wherever it stands, whatever stands around it", () => {
  const words = new Set(["node-agent", "a.b_c"]);
  for (const before of AROUND) {
    for (const after of AROUND) {
      const text = `${before}: ${before}node-agent${after === "" ? "" : ` ${after}`}`;
      const isWhole = !/[\w.-]$/.test(before);
      expect(new Wording(text).hasWord(words), JSON.stringify(text)).toBe(isWhole);
      expect(new Wording(`${before} node-agents ${after}`).hasWord(words)).toBe(false);
    }
  }
});

test("another word of the same hash is not taken for it", () => {
  const words = new Set(["Aa"]);
  expect(new Wording("x: BB é BB").hasWord(words)).toBe(false);
  expect(new Wording("x: BB é BB 😀 Aa").hasWord(words)).toBe(true);
});
