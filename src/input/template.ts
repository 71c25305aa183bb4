export type TemplateKind = "helm" | "go" | "jinja" | "erb" | "terraform" | "placeholders";

/** Says that a text is no manifest yet but a template of one. */
export interface Template {
  readonly kind: TemplateKind;
  /** Line of the first template construct, from 1. */
  readonly line: number;
  /** What it is and what to do, to be read after the file's name. */
  readonly sentence: string;
}

/** Words that only Helm's templates hold. */
const HELM = [".Values", ".Release.", ".Chart.", ".Capabilities.", 'include "', "nindent ", "toYaml "];

/** A block scalar's header at the end of a line: what follows, indented deeper, is text. */
const BLOCK_HEADER = /(?:^|[\s:-])[|>][-+0-9]{0,2}$/;
const GO_EXPRESSION =
  /^-?\s*(?:[.$]|\/\*|"|(?:if|else|end|range|with|define|block|template|include|required|default|printf|quote)\b)/;
/** Prometheus and Alertmanager fill these in; no tool that makes manifests does. */
const ALERT_EXPRESSION = /^-?\s*\$(?:labels|value|externalLabels|externalURL)\b/;
/** A lone placeholder where YAML wants a key, or one that begins a value with a character reserved in YAML. */
const LONE_PLACEHOLDER = /^\s*(\$\{\w+\}|__\w+__|%%?\w+%%?)\s*$|(?:^\s*|[:-]\s+)(@\w+@)/;
/** What every template has something of: a sign, ... */
const SIGNS = ["{{", "{%", "{#", "<%", "%{"];
/** ... or a placeholder, which has one of these beginnings, ... */
const BEGINNINGS = ["@", "${", "__", "%"];
const PLACEHOLDER = /@\w+@|\$\{\w+\}|__\w+__|%\w+%/;
/** ... and is alone on its line, unless it stands between `@`. */
const ALONE = /@\w+@|^[ \t]*(?:\$\{\w+\}|__\w+__|%%?\w+%%?)[ \t]*\r?$/m;

/** Beyond this a line's end is not looked at. */
const LOOKED_AT = 2000;

/**
 * Recognises a template by constructs that stand where YAML would be: not in comments, quotes or block scalars, where
 * configuration of Prometheus, Fluentd and others has braces of its own. It is one only if some document of it can't be
 * parsed, since what parses is what the cluster reads, braces and all: that is for the caller to find out. Among the
 * templates of a `chart`, a folder as reports name it, braces are the chart's wherever they stand.
 */
export function templateKind(text: string, chart?: string): Template | undefined {
  if (chart !== undefined) {
    const at = text.indexOf("{{");
    if (at === -1) return undefined;
    const sentence = `is a template of the Helm chart ${chart}: render it: dslint --helm ${shellQuoted(chart)}`;
    return { kind: "helm", line: text.slice(0, at).split("\n").length, sentence };
  }
  if (!mayBeTemplate(text)) return undefined;
  const isHelm = HELM.some((word) => text.includes(word));
  let line = 0;
  let blockIndent = -1;
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf("\n", start);
    if (end === -1) end = text.length;
    line++;
    const content = text.slice(start, Math.min(end, start + LOOKED_AT)).trimEnd();
    start = end + 1;
    if (content === "") continue;
    const indent = content.search(/\S/);
    if (blockIndent >= 0 && indent > blockIndent) continue;
    blockIndent = -1;
    const yaml = outsideQuotes(content);
    const kind = kindOfLine(yaml, content, isHelm);
    if (kind !== undefined) return { ...kind, line };
    if (BLOCK_HEADER.test(yaml.trimEnd())) blockIndent = indent;
  }
  return undefined;
}

/** From what is quickly looked for, strings, to what takes a hundred times as long. */
function mayBeTemplate(text: string): boolean {
  const holds = (sign: string) => text.includes(sign);
  return SIGNS.some(holds) || (BEGINNINGS.some(holds) && PLACEHOLDER.test(text) && ALONE.test(text));
}

function kindOfLine(yaml: string, content: string, isHelm: boolean): Omit<Template, "line"> | undefined {
  const control = yaml.indexOf("{%");
  if (control !== -1 || /^\s*\{#.*#\}/.test(content)) return rendered("jinja", "a Jinja template");
  const braces = yaml.indexOf("{{");
  if (braces !== -1) {
    const expression = content.slice(braces + 2);
    if (isHelm && !ALERT_EXPRESSION.test(expression)) return rendered("helm", "a Helm template", "helm template …");
    // Within a plain scalar braces are text to YAML; only Helm's are told from those that belong there.
    if (!isInPlainScalar(yaml.slice(0, braces)) && !ALERT_EXPRESSION.test(expression))
      return kindOfExpression(expression);
  }
  if (yaml.includes("<%") && yaml.includes("%>")) return rendered("erb", "an ERB template", "erb …");
  if (/^\s*%\{~?\s*(?:if|for|else|endif|endfor)\b/.test(yaml)) {
    return rendered("terraform", "a Terraform template");
  }
  const lone = LONE_PLACEHOLDER.exec(yaml);
  const placeholder = lone?.[1] ?? lone?.[2];
  if (placeholder === undefined) return undefined;
  return {
    kind: "placeholders",
    sentence: `has the placeholder ${placeholder} in place of YAML: fill it in first: … | dslint -`,
  };
}

/** Whether what follows the beginning of a line continues a plain scalar outside of flow collections. */
function isInPlainScalar(before: string): boolean {
  const start = before.trim();
  if (start === "" || /^[\s-]*$/.test(start) || /[[{,]/.test(start)) return false;
  return !start.endsWith(":");
}

function kindOfExpression(expression: string): Omit<Template, "line"> {
  if (GO_EXPRESSION.test(expression)) return rendered("go", "a Go template");
  const name = /^-?\s*([\w.-]+)\s*\}\}/.exec(expression)?.[1];
  if (name === undefined) return rendered("jinja", "a Jinja template");
  return {
    kind: "placeholders",
    sentence: `is a template with placeholders such as {{${name}}}: fill them in first: … | dslint -`,
  };
}

function rendered(kind: TemplateKind, what: string, command = "…"): Omit<Template, "line"> {
  return { kind, sentence: `is ${what}: render it first: ${command} | dslint -` };
}

/** A line up to its comment, with what stands in quotes blanked. */
function outsideQuotes(content: string): string {
  if (!/["'#]/.test(content)) return content;
  let result = "";
  let quote = "";
  for (let i = 0; i < content.length; i++) {
    const character = content[i] as string;
    const before = content[i - 1] ?? " ";
    if (quote !== "") {
      const escapes = quote === '"' ? character === "\\" : character === "'" && content[i + 1] === "'";
      if (escapes) i++;
      else if (character === quote) quote = "";
      result += " ".repeat(i + 1 - result.length);
    } else if ((character === '"' || character === "'") && /[\s[{,:(]/.test(before)) {
      quote = character;
      result += " ";
    } else if (character === "#" && /\s/.test(before)) break;
    else result += character;
  }
  return result;
}

/** A path as a shell takes it. */
export function shellQuoted(path: string): string {
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
