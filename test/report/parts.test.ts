import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wantsColor } from "../../src/cli/color.ts";
import { fingerprints } from "../../src/engine/fingerprint.ts";
import { frame } from "../../src/report/frame.ts";
import { repositoryPath, repositoryUri } from "../../src/report/repository-path.ts";
import { displayWidth, wrap } from "../../src/report/width.ts";
import { printable, printableJson } from "../../src/text/printable.ts";
import { sha256 } from "../../src/text/sha256.ts";
import { hostile } from "./arbitrary.ts";
import { finding, place } from "./sample.ts";

test("sha256 is the standard's", () => {
  const node = (text: string) => createHash("sha256").update(text).digest("hex");
  for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
    expect(sha256("a".repeat(length))).toBe(node("a".repeat(length)));
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(sha256(text)).toBe(node(text));
    }),
  );
});

test("a fingerprint outlives moved lines, reordered lists, API versions, other words and, where asked, the file's name", () => {
  const one = (over: Parameters<typeof finding>[0], scope: "file" | "anywhere" = "file") =>
    fingerprints([finding(over)], scope)[0];
  const before = one({});
  expect(before).toMatch(/^[0-9a-f]{32}$/);
  expect(one({ place: place({ line: 99, endLine: 99, document: 4 }) })).toBe(before);
  expect(one({ place: place({ path: "spec.template.spec.containers[3].securityContext.privileged" }) })).toBe(before);
  expect(one({ message: 'privileged is container "agent" now' })).toBe(before);
  const old = { ...place().resource, apiVersion: "apps/v1beta2" };
  expect(one({ place: place({ resource: old }) })).toBe(before);

  expect(one({ message: 'container "other" is privileged' })).not.toBe(before);
  expect(one({ message: 'container "agent" mounts /etc' })).not.toBe(before);
  expect(one({ message: 'container "agent" mounts /etc: bad' })).toBe(one({ message: '"agent" has got /etc' }));
  expect(one({ place: place({ source: "            privileged: yes" }) })).not.toBe(before);
  expect(one({ place: place({ source: '            privileged: "true"', endColumn: 31 }) })).toBe(before);
  expect(one({ rule: "host-pid" })).not.toBe(before);
  expect(one({ place: place({ path: "spec.template.spec.hostPID" }) })).not.toBe(before);
  expect(one({ place: place({ resource: { ...place().resource, name: "x" } }) })).not.toBe(before);
  expect(one({ place: place({ file: "moved.yaml" }) })).not.toBe(before);
  expect(one({ place: place({ file: "moved.yaml" }) }, "anywhere")).toBe(one({}, "anywhere"));
});

test("findings that are alike have fingerprints of their own, the first that of a single one", () => {
  const twice = fingerprints([finding(), finding(), finding()], "file");
  expect(new Set(twice).size).toBe(3);
  expect(twice[0]).toBe(fingerprints([finding()], "file")[0]);
});

test("paths are told from the repository's root, and files outside it are named as such", () => {
  const options = { workingDirectory: "/repo/deploy", root: "/repo" };
  expect(repositoryPath("agent.yaml", options)).toBe("deploy/agent.yaml");
  expect(repositoryPath("./a/../agent.yaml", options)).toBe("deploy/agent.yaml");
  expect(repositoryPath("../agent.yaml", options)).toBe("agent.yaml");
  expect(repositoryPath("/repo/x/agent.yaml", options)).toBe("x/agent.yaml");
  expect(repositoryPath("../../etc/agent.yaml", options)).toBe("outside-of-repository/etc/agent.yaml");
  expect(repositoryPath("/repository/agent.yaml", options)).toBe("outside-of-repository/repository/agent.yaml");
  expect(repositoryPath("agent.yaml", {})).toBe("agent.yaml");
  expect(repositoryPath("<stdin>", options)).toBe("deploy/<stdin>");
  const windows = { workingDirectory: "C:\\work\\repo", root: "C:\\work\\repo" };
  expect(repositoryPath("deploy/agent.yaml", windows)).toBe("deploy/agent.yaml");
  expect(repositoryPath("C:\\work\\repo\\a\\b.yaml", windows)).toBe("a/b.yaml");
  expect(repositoryPath("D:/x.yaml", windows)).toBe("outside-of-repository/D/x.yaml");
});

test("a URI is relative, encoded, and decodes to the path", () => {
  expect(repositoryUri("a b/ü#?%.yaml", {})).toBe("a%20b/%C3%BC%23%3F%25.yaml");
  fc.assert(
    fc.property(hostile, (file) => {
      const options = { workingDirectory: "/repo/x", root: "/repo" };
      const uri = repositoryUri(file, options);
      expect(uri).toMatch(/^[\w%.!~*'()/-]*$/);
      expect(uri).not.toMatch(/(^|\/)\.\.?(\/|$)|^\//);
      expect(decodeURIComponent(uri)).toBe(repositoryPath(file, options).replace(/\p{Cs}/gu, "\ufffd"));
    }),
  );
});

test("printable text acts on nothing and keeps its length", () => {
  expect(printable("a\tb\x1b[31m\r\n\x7f\x9b\u202e")).toBe("a b␛[31m␍␊␡��");
  expect(printable("##vso[x] ##[y] ## z[ ###[")).toBe("#♯vso[x] #♯[y] ## z[ ##♯[");
  fc.assert(
    fc.property(hostile, (text) => {
      const safe = printable(text);
      expect(safe).toHaveLength(text.length);
      expect(safe).not.toMatch(/\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e]|##\w*\[/u);
      expect(printable(safe)).toBe(safe);
    }),
  );
});

test("printable JSON holds the same value and acts on nothing", () => {
  fc.assert(
    fc.property(fc.array(hostile), (value) => {
      const written = printableJson(value);
      expect(JSON.parse(written)).toEqual(value);
      expect(written).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]|##\w*\[/);
    }),
  );
});

test("a frame marks the columns that the place takes on the screen", () => {
  const shown = (source: string, column: number, endColumn: number, width = 80, sourceColumn = 1) =>
    frame({ source, column, endColumn, sourceColumn }, width);
  expect(shown("  name: agent", 9, 14)).toEqual({ source: "  name: agent", marks: "        ^^^^^" });
  expect(shown("\tname: x", 2, 6)).toEqual({ source: "    name: x", marks: "    ^^^^" });
  expect(shown("a\tb", 2, 3)).toEqual({ source: "a   b", marks: " ^^^" });
  expect(shown("名前: 値", 5, 6)).toEqual({ source: "名前: 値", marks: "      ^^" });
  expect(shown("👍: x", 4, 5)).toEqual({ source: "👍: x", marks: "   ^" });
  expect(shown("e\u0301e: x", 5, 6)).toEqual({ source: "e\u0301e: x", marks: "   ^" });
  expect(shown("spec:", 6, 6)).toEqual({ source: "spec:", marks: "     ^" });
  expect(shown("", 1, 1)).toEqual({ source: "", marks: "^" });
  expect(shown("cut from a long line", 1005, 1009, 80, 1001)).toEqual({
    source: "cut from a long line",
    marks: "    ^^^^",
  });
});

test("a long line is cut around the place, which stays marked", () => {
  const line = `${"a".repeat(60)}MARK${"b".repeat(60)}`;
  const at = (width: number) => frame({ source: line, sourceColumn: 1, column: 61, endColumn: 65 }, width);
  for (let width = 20; width <= 130; width++) {
    const { source, marks } = at(width);
    expect(displayWidth(source)).toBeLessThanOrEqual(width);
    const from = marks.indexOf("^");
    expect(source.slice(from, from + 4)).toBe("MARK");
    expect(marks.trimStart()).toBe("^^^^");
  }
  expect(at(30).source).toBe("…aaaaaaaaaaaaMARKbbbbbbbbbbbb…");
});

test("frames never exceed their width, whatever the source holds", () => {
  const numbers = fc.tuple(fc.nat(60), fc.nat(60), fc.integer({ min: 20, max: 100 }));
  fc.assert(
    fc.property(hostile, numbers, (source, [start, length, width]) => {
      const { source: shown, marks } = frame(
        { source, sourceColumn: 1, column: start + 1, endColumn: start + length + 1 },
        width,
      );
      expect(displayWidth(shown)).toBeLessThanOrEqual(width);
      expect(marks).toMatch(/^ *\^+$/);
      expect(marks.length).toBeLessThanOrEqual(Math.max(width, displayWidth(shown) + 1));
    }),
  );
});

test("wrapped lines hold the same words within the width", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("a longestword b", 5)).toEqual(["a", "longestword", "b"]);
  expect(wrap("日本 日本", 4)).toEqual(["日本", "日本"]);
  expect(wrap("set `a b c` now", 9)).toEqual(["set", "`a b c`", "now"]);
  expect(wrap("one ` two", 5)).toEqual(["one `", "two"]);
  expect(wrap("", 5)).toEqual([""]);
});

test("a plain text is broken where one of any characters is", () => {
  const plain = fc.stringMatching(/^(?:[ab`]{1,9} ){0,12}[ab`]{1,9}$/);
  fc.assert(
    fc.property(plain, fc.integer({ min: 3, max: 30 }), (text, width) => {
      // The wide character at the end keeps the text from the short way.
      expect(wrap(`${text} あ`, width).flatMap((line) => line.split(/ ?あ$/, 1)[0] || [])).toEqual(wrap(text, width));
    }),
    { numRuns: 1000 },
  );
});

test("colour: the flag, then FORCE_COLOR, then NO_COLOR, then the terminal", () => {
  const terminal = { isTTY: true };
  const pipe = {};
  expect(wantsColor("auto", terminal, {})).toBe(true);
  expect(wantsColor(undefined, pipe, {})).toBe(false);
  expect(wantsColor("auto", terminal, { TERM: "dumb" })).toBe(false);
  expect(wantsColor("auto", terminal, { NO_COLOR: "1" })).toBe(false);
  expect(wantsColor("auto", terminal, { NO_COLOR: "" })).toBe(true);
  expect(wantsColor("auto", pipe, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(true);
  expect(wantsColor("auto", pipe, { FORCE_COLOR: "" })).toBe(true);
  expect(wantsColor("auto", terminal, { FORCE_COLOR: "0" })).toBe(false);
  expect(wantsColor("never", terminal, { FORCE_COLOR: "1" })).toBe(false);
  expect(wantsColor("always", pipe, { NO_COLOR: "1" })).toBe(true);
  expect(wantsColor(true, pipe, {})).toBe(true);
  expect(wantsColor(false, terminal, {})).toBe(false);
});
