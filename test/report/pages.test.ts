import fc from "fast-check";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { expect, test } from "vitest";
import { html } from "../../src/report/html.ts";
import { SCRIPT, STYLE } from "../../src/report/html-assets.ts";
import { activeFindings, type ReportInput } from "../../src/report/input.ts";
import { junit } from "../../src/report/junit.ts";
import { markdown } from "../../src/report/markdown.ts";
import { markdownText } from "../../src/report/markdown-text.ts";
import { printable } from "../../src/text/printable.ts";
import { hostileInput } from "./arbitrary.ts";
import { finding, input } from "./sample.ts";

const MANY = { numRuns: 60 };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | undefined;
  text: string;
}

/** The elements of well-formed XML, in document order, each with the text in it; throws where it is not well-formed. */
function elements(xml: string): Element[] {
  const all: Element[] = [];
  let open: Element | undefined;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    open = { name, attributes, parent: open, text: "" };
    all.push(open);
  });
  parser.on("closetag", () => {
    open = open?.parent;
  });
  parser.on("text", (text) => {
    for (let at = open; at !== undefined && at.name !== "body"; at = at.parent) at.text += text;
  });
  parser.write(xml).close();
  return all;
}

test("JUnit has a suite a file, and fails what the gate fails", () => {
  expect(junit(input())).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="dslint" tests="9" failures="4" errors="1" time="0">
      <testsuite name="deploy/agent.yaml" tests="4" failures="3" errors="0" skipped="0" time="0">
        <testcase name="missing-resource-limits: DaemonSet logging/agent spec.template.spec.containers[0].resources.limits" classname="deploy/agent.yaml" file="deploy/agent.yaml" line="24" time="0"><failure message="container &quot;agent&quot; has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once" type="warning">deploy/agent.yaml:24:11: warning: container &quot;agent&quot; has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once
    Instead: Set \`resources.limits.memory\`, somewhat above what the agent uses at its busiest.
    https://github.com/dslint/dslint/blob/main/docs/rules/missing-resource-limits.md</failure></testcase>
        <testcase name="host-port: DaemonSet logging/agent spec.template.spec.containers[0].ports[0].hostPort" classname="deploy/agent.yaml" file="deploy/agent.yaml" line="24" time="0"><system-out>deploy/agent.yaml:24:11: note: container &quot;agent&quot; opens port 9100 on every node
    Instead: Use a Service with \`internalTrafficPolicy: Local\`.
    https://github.com/dslint/dslint/blob/main/docs/rules/host-port.md</system-out></testcase>
        <testcase name="privileged-container: DaemonSet logging/agent spec.template.spec.containers[0].securityContext.privileged" classname="deploy/agent.yaml" file="deploy/agent.yaml" line="31" time="0"><failure message="container &quot;agent&quot; is privileged: it owns the node" type="error">deploy/agent.yaml:31:25: error: container &quot;agent&quot; is privileged: it owns the node
    Instead: Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.
    https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md</failure></testcase>
        <testcase name="trampoline-permissions: DaemonSet logging/agent spec.template.spec.serviceAccountName" classname="deploy/agent.yaml" file="deploy/agent.yaml" line="40" time="0"><failure message="service account &quot;agent&quot; may read every secret of the cluster" type="error">deploy/agent.yaml:40:27: error: service account &quot;agent&quot; may read every secret of the cluster
    deploy/rbac.yaml:8:9: ClusterRoleBinding &quot;agent&quot; gives it ClusterRole &quot;reader&quot;
    deploy/rbac.yaml:20:17: which allows to list secrets
    Instead: Bind a Role that names what the agent reads.
    https://github.com/dslint/dslint/blob/main/docs/rules/trampoline-permissions.md</failure></testcase>
      </testsuite>
      <testsuite name="deploy/other.yaml" tests="1" failures="1" errors="0" skipped="0" time="0">
        <testcase name="privileged-container: DaemonSet other spec.template.spec.containers[0].securityContext.privileged" classname="deploy/other.yaml" file="deploy/other.yaml" line="9" time="0"><failure message="container &quot;agent&quot; is privileged: it owns the node" type="error">deploy/other.yaml:9:25: error: container &quot;agent&quot; is privileged: it owns the node
    Instead: Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.
    https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md</failure></testcase>
      </testsuite>
      <testsuite name="deploy/broken.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
        <testcase name="could be checked" classname="deploy/broken.yaml" file="deploy/broken.yaml" line="7" time="0"><error message="a mapping key has no value" type="error">deploy/broken.yaml:7:3: a mapping key has no value</error></testcase>
      </testsuite>
      <testsuite name="charts/a/templates/ds.yaml" tests="1" failures="0" errors="0" skipped="1" time="0">
        <testcase name="checked" classname="charts/a/templates/ds.yaml" file="charts/a/templates/ds.yaml" line="1" time="0"><skipped message="a Helm template: render it first"/></testcase>
      </testsuite>
      <testsuite name="charts/a/templates/other.yaml" tests="1" failures="0" errors="0" skipped="1" time="0">
        <testcase name="checked" classname="charts/a/templates/other.yaml" file="charts/a/templates/other.yaml" line="1" time="0"><skipped message="a Helm template: render it first"/></testcase>
      </testsuite>
      <testsuite name="overlay/patch.yaml" tests="1" failures="0" errors="0" skipped="1" time="0">
        <testcase name="checked" classname="overlay/patch.yaml" file="overlay/patch.yaml" line="1" time="0"><skipped message="a Kustomize patch, part of an object"/></testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test("JUnit follows the gate, and passes where nothing was found", () => {
  const failures = (given: ReportInput) => elements(junit(given))[0]?.attributes["failures"];
  expect(failures(input())).toBe("4");
  expect(failures(input({}, { failOn: "note" }))).toBe("5");
  expect(failures(input({}, { failOn: "error" }))).toBe("3");
  expect(failures(input({}, { failOn: "never" }))).toBe("0");
  const clean = elements(junit(input({ findings: [], errors: [], skipped: [] })));
  expect(clean.map(({ name }) => name)).toEqual(["testsuites", "testsuite", "testcase"]);
  expect(clean[0]?.attributes).toMatchObject({ tests: "1", failures: "0", errors: "0" });
});

test("what is waived is skipped in JUnit, marked on the HTML page, and not in a Markdown table", () => {
  const waived = finding({ suppressed: { kind: "external", justification: "accepted with the baseline" } });
  const given = input({ findings: [waived], errors: [], skipped: [] });
  expect(elements(junit(given))[0]?.attributes).toMatchObject({ tests: "1", failures: "0" });
  expect(junit(given)).toContain('<skipped message="waived: accepted with the baseline"/>');
  expect(html(given)).toContain('<span class="badge">waived error</span>');
  expect(html(given)).toContain("accepted with the baseline");
  expect(markdown(given)).not.toContain("privileged");
});

const JUNIT: Readonly<Record<string, readonly string[]>> = {
  testsuites: ["name", "tests", "failures", "errors", "time"],
  testsuite: ["name", "tests", "failures", "errors", "skipped", "time"],
  testcase: ["name", "classname", "file", "line", "time"],
  failure: ["message", "type"],
  error: ["message", "type"],
  skipped: ["message"],
  "system-out": [],
};
const PARENTS: Readonly<Record<string, string | undefined>> = { testsuite: "testsuites", testcase: "testsuite" };

test("JUnit is well-formed, of JUnit's elements, and its counts are right, whatever the text", () => {
  fc.assert(
    fc.property(hostileInput(), (given) => {
      const all = elements(junit(given));
      for (const { name, attributes, parent } of all) {
        expect(Object.keys(attributes)).toEqual(JUNIT[name]);
        expect(parent?.name).toBe(name === "testsuites" ? undefined : (PARENTS[name] ?? "testcase"));
      }
      const within = (suite: Element, name: string) =>
        all.filter((at) => at.name === name && [at.parent, at.parent?.parent].includes(suite)).length;
      for (const suite of all.filter(({ name }) => name === "testsuite")) {
        expect(suite.attributes).toMatchObject({
          tests: String(within(suite, "testcase")),
          failures: String(within(suite, "failure")),
          errors: String(within(suite, "error")),
          skipped: String(within(suite, "skipped")),
        });
      }
      const total = (name: string) => String(all.filter((at) => at.name === name).length);
      expect(all[0]?.attributes).toMatchObject({
        tests: total("testcase"),
        failures: total("failure"),
        errors: total("error"),
      });
    }),
    MANY,
  );
});

const TAGS = new Set(
  "html head meta title style body header h1 h2 h3 p span form label input select option output main section article ul ol li details summary table tbody tr td small code pre mark a footer script".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  "lang charset http-equiv content name class id hidden aria-label type autocomplete value checked role data-severity data-rule data-file href open".split(
    " ",
  ),
);

test("HTML is inert whatever the text: only its own elements, script and style, and links that it made", () => {
  fc.assert(
    fc.property(hostileInput({ sourceUrl: "https://example.com/blob/main" }), (given) => {
      const all = elements(html(given));
      for (const { name, attributes } of all) {
        expect(TAGS).toContain(name);
        for (const attribute of Object.keys(attributes)) expect(ATTRIBUTES).toContain(attribute);
        const { href } = attributes;
        if (href !== undefined) {
          expect(href).toMatch(/^(#|https:\/\/github\.com\/dslint\/dslint\/|https:\/\/example\.com\/blob\/main\/)/);
        }
      }
      expect(all.filter(({ name }) => name === "script").map(({ text }) => text)).toEqual([SCRIPT]);
      expect(all.filter(({ name }) => name === "style").map(({ text }) => text)).toEqual([STYLE]);
      const articles = all.filter(({ attributes }) => attributes["class"]?.startsWith("finding "));
      expect(articles).toHaveLength(given.result.findings.length);
    }),
    MANY,
  );
});

test("HTML shows each finding with its message, source line and rule, and a rule with its findings", () => {
  const all = elements(html(input()));
  const articles = all.filter(({ attributes }) => attributes["class"]?.startsWith("finding "));
  const order = input().result.findings;
  articles.forEach(({ text }, i) => {
    expect(text).toContain(order[i]?.message);
    expect(text).toContain(order[i]?.place.source);
    expect(text).toContain(order[i]?.rule);
  });
  const marks = all.filter(({ name }) => name === "mark").map(({ text }) => text);
  expect(marks).toEqual(["name", "name", "true", "agent", "reader", '"secrets"', "true"]);
  const ids = new Set(all.map(({ attributes }) => attributes["id"]));
  const anchors = all.flatMap(({ attributes }) => (attributes["href"]?.startsWith("#") ? [attributes["href"]] : []));
  expect(anchors.length).toBeGreaterThan(10);
  for (const anchor of anchors) expect(ids).toContain(anchor.slice(1));
});

test("HTML allows its own style and script by their hashes and nothing else", async () => {
  const all = elements(html(input()));
  const policy = all.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
  const hash = async (text: string) =>
    btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))));
  expect(policy?.attributes["content"]).toBe(
    `default-src 'none'; style-src 'sha256-${await hash(STYLE)}'; script-src 'sha256-${await hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`,
  );
});

test("Markdown is a table of the gravest first, with the explanations folded", () => {
  expect(markdown(input({}, { sourceUrl: "https://example.com/blob/main" }))).toMatchInlineSnapshot(`
    "### dslint

    Found 3 errors, 1 warning, 1 note in 2 DaemonSets (3 files, 9 documents). 1 file could not be fully checked.

    | Could not be checked | |
    |---|---|
    | [\`deploy/broken.yaml:7\`](https://example.com/blob/main/deploy/broken.yaml#L7) | a mapping key has no value |

    | | Where | Finding | Rule |
    |---|---|---|---|
    | 🔴 error | [\`deploy/agent.yaml:31\`](https://example.com/blob/main/deploy/agent.yaml#L31) | container "agent" is privileged: it owns the node | [privileged-container](https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md) |
    | 🔴 error | [\`deploy/agent.yaml:40\`](https://example.com/blob/main/deploy/agent.yaml#L40) | service account "agent" may read every secret of the cluster<br>↳ ClusterRoleBinding "agent" gives it ClusterRole "reader" ([\`deploy/rbac.yaml:8\`](https://example.com/blob/main/deploy/rbac.yaml#L8))<br>↳ which allows to list secrets ([\`deploy/rbac.yaml:20\`](https://example.com/blob/main/deploy/rbac.yaml#L20)) | [trampoline-permissions](https://github.com/dslint/dslint/blob/main/docs/rules/trampoline-permissions.md) |
    | 🔴 error | [\`deploy/other.yaml:9\`](https://example.com/blob/main/deploy/other.yaml#L9) | container "agent" is privileged: it owns the node | [privileged-container](https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md) |
    | 🟡 warning | [\`deploy/agent.yaml:24\`](https://example.com/blob/main/deploy/agent.yaml#L24) | container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once | [missing-resource-limits](https://github.com/dslint/dslint/blob/main/docs/rules/missing-resource-limits.md) |
    | 🔵 note | [\`deploy/agent.yaml:24\`](https://example.com/blob/main/deploy/agent.yaml#L24) | container "agent" opens port 9100 on every node | [host-port](https://github.com/dslint/dslint/blob/main/docs/rules/host-port.md) |

    <details>
    <summary>Why these rules matter, and what to write instead</summary>

    **[privileged-container](https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md)**: A privileged container has every capability, sees every device and may load kernel modules. Whoever breaks into it owns the node, and with it the secrets of every pod that runs there.

    *Instead:* Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.

    **[missing-resource-limits](https://github.com/dslint/dslint/blob/main/docs/rules/missing-resource-limits.md)**: An agent that leaks takes the memory of every other pod of the node, on every node at once.

    *Instead:* Set \`resources.limits.memory\`, somewhat above what the agent uses at its busiest.

    **[trampoline-permissions](https://github.com/dslint/dslint/blob/main/docs/rules/trampoline-permissions.md)**: The service account's token lies on every node. Whoever owns one node holds it.

    *Instead:* Bind a Role that names what the agent reads.

    **[host-port](https://github.com/dslint/dslint/blob/main/docs/rules/host-port.md)**: The port is open on every node, past network policies.

    *Instead:* Use a Service with \`internalTrafficPolicy: Local\`.

    </details>
    "
  `);
});

test("Markdown text makes no markup, link, mention or reference", () => {
  expect(markdownText("a|b <b> *c* _d_ [e](http://f) `g h` @me #12 $x$ www.evil")).toBe(
    "a&#124;b \\<b\\> \\*c\\* \\_d\\_ \\[e\\](http\\://f) `g h` @\u200bme #\u200b12 \\$x\\$ www\\.evil",
  );
});

/** Cells of a row that holds no escaped bars, so that all readers split it alike. */
function cells(row: string): string[] {
  return row.split("|");
}

test("Markdown keeps its rows whole and to its size, whatever the text", () => {
  fc.assert(
    fc.property(hostileInput(), fc.integer({ min: 1000, max: 20_000 }), (given, maxBytes) => {
      const page = markdown({ ...given, options: { maxBytes } });
      expect(new TextEncoder().encode(page).length).toBeLessThanOrEqual(maxBytes);
      const rows = page.split("\n").filter((line) => /^\| (🔴|🟡|🔵) /u.test(line));
      for (const row of rows) expect(cells(row)).toHaveLength(6);
      const left = /^(\d+) more findings? left out/m.exec(page)?.[1] ?? "0";
      expect(rows.length + Number(left)).toBe(activeFindings(given.result).length);
      expect(page).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]|##\w*\[/);
    }),
    MANY,
  );
});

test("Markdown of very many findings stays within a step summary", () => {
  const findings = Array.from({ length: 8000 }, (_, i) => finding({ message: `finding ${i} ${"x".repeat(100)}` }));
  const page = markdown(input({ findings }));
  expect(new TextEncoder().encode(page).length).toBeLessThanOrEqual(1024 * 1024);
  expect(page).toMatch(/\d+ more findings left out/);
});

test("backticks in messages are code on pages", () => {
  const given = input({ findings: [finding({ message: "set `a<b` now" })] });
  expect(html(given)).toContain("set <code>a&lt;b</code> now");
  expect(markdown(given)).toContain("set `a<b` now");
  expect(printable("set `a<b` now")).toBe("set `a<b` now");
});
