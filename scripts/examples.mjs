// The two examples of a rule that its page and `dslint explain` show: its fixtures bad.yaml and good.yaml, where the
// comments that tests read are turned into marks that people read.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const MARK = "# ← reported";

/** `{ bad, good }` of a rule, or undefined where its fixtures don't have both. */
export function examplesOf(id) {
  const bad = fixture(`fixtures/${id}/bad`);
  const good = fixture(`fixtures/${id}/good`);
  return bad === undefined || good === undefined ? undefined : { bad, good };
}

/** The examples of all rules by id. */
export function allExamples() {
  const ids = existsSync("fixtures") ? readdirSync("fixtures").sort() : [];
  return Object.fromEntries(ids.map((id) => [id, examplesOf(id)]).filter(([, examples]) => examples !== undefined));
}

/** A fixture's text: one file, or a folder whose files are one run. */
function fixture(path) {
  if (existsSync(`${path}.yaml`)) return readable(readFileSync(`${path}.yaml`, "utf8"));
  if (!existsSync(path)) return undefined;
  return readdirSync(path)
    .sort()
    .map((name) => `# ${name}\n${readable(readFileSync(`${path}/${name}`, "utf8"))}`)
    .join("---\n");
}

function readable(text) {
  const lines = [];
  let markNext = false;
  for (const line of text.trimEnd().split(/\r?\n/)) {
    const settings = /^# settings: (.*)$/.exec(line);
    if (settings !== null) {
      const { with: _, ...rest } = parse(settings[1]);
      if (Object.keys(rest).length > 0) lines.push(`# with the settings ${JSON.stringify(rest)}`);
    } else if (/^\s*# expect-next: /.test(line)) {
      markNext = true;
    } else {
      const marked = line.replace(/# expect: .*$/, MARK);
      lines.push(markNext && marked === line ? `${line} ${MARK}` : marked);
      markNext = false;
    }
  }
  return `${lines.join("\n")}\n`;
}
