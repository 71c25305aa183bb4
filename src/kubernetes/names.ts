/*
 * The forms of names that the API asks for. Each check returns undefined for a good value, and else what is wrong with
 * it, to be read after the value: `"Disk_A" has "_" in it; …`. Lengths are in bytes of UTF-8, as upstream counts them.
 */

interface Form {
  /** Characters that may stand anywhere in it. */
  readonly characters: RegExp;
  readonly allowed: string;
  /** Characters that may stand at both ends, where not all of them may. */
  readonly ends?: RegExp;
  readonly endsAllowed?: string;
  readonly longest: number;
  /** All of a good value: most are, and what is wrong with one is looked for only in the others. */
  readonly whole: RegExp;
}

const LOWER_ENDS = { ends: /[a-z0-9]/, endsAllowed: "a lower-case letter or a digit" } as const;

const DNS_LABEL: Form = {
  characters: /[-a-z0-9]/,
  allowed: 'lower-case letters, digits and "-"',
  longest: 63,
  whole: /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
  ...LOWER_ENDS,
};

const DNS_SUBDOMAIN: Form = {
  characters: /[-a-z0-9.]/,
  allowed: 'lower-case letters, digits, "-" and "."',
  longest: 253,
  whole: /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/,
  ...LOWER_ENDS,
};

const LABEL_VALUE: Form = {
  characters: /[-A-Za-z0-9_.]/,
  allowed: 'letters, digits, "-", "_" and "."',
  ends: /[A-Za-z0-9]/,
  endsAllowed: "a letter or a digit",
  longest: 63,
  whole: /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
};

const CONFIG_MAP_KEY: Form = {
  characters: LABEL_VALUE.characters,
  allowed: LABEL_VALUE.allowed,
  longest: 253,
  whole: /^[-A-Za-z0-9_.]+$/,
};

const PORT_NAME: Form = { ...DNS_LABEL, longest: 15 };

/** A good key of a label with a prefix, where it is too short to be too long. */
const PREFIXED =
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Bytes of a text in UTF-8, by which the API measures texts. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** A DNS label, as of pods' volumes, containers and namespaces: `apimachinery/pkg/api/validate/content.IsDNS1123Label`. */
export function dnsLabelFault(value: string): string | undefined {
  if (value.includes(".") && dnsSubdomainFault(value) === undefined) {
    return `has "." in it; only ${DNS_LABEL.allowed} are allowed${asIn(value, DNS_LABEL)}`;
  }
  return formFault(value, DNS_LABEL);
}

/** A DNS subdomain, as of most objects' names: `apimachinery/pkg/api/validate/content.IsDNS1123Subdomain`. */
export function dnsSubdomainFault(value: string): string | undefined {
  const fault = formFault(value, DNS_SUBDOMAIN);
  // What is good as a whole can only be wrong around its dots.
  return fault === undefined && /\.[-.]|-\./.test(value) ? partsFault(value, /^[a-z0-9]/, /[a-z0-9]$/) : fault;
}

/** As {@link dnsSubdomainFault}, for what something may be appended to: `apimachinery/pkg/api/validation.NameIsDNSSubdomain` with `prefix`. */
export function dnsSubdomainPrefixFault(value: string): string | undefined {
  // Upstream loses the character before the dash, too.
  return dnsSubdomainFault(value.length > 1 && value.endsWith("-") ? `${value.slice(0, -2)}a` : value);
}

/** As {@link dnsSubdomainFault}, "_" allowed but at the end of a part: `apimachinery/pkg/util/validation.IsDNS1123SubdomainWithUnderscore`. */
export function dnsSubdomainWithUnderscoreFault(value: string): string | undefined {
  const allowed = 'lower-case letters, digits, "-", "_" and "."';
  const form = { characters: /[-a-z0-9._]/, allowed, longest: 253, whole: /^[-a-z0-9._]+$/ };
  return formFault(value, form) ?? partsFault(value, /^_?[a-z0-9]/, /[a-z0-9]$/);
}

/** The key of a label, a resource, a condition …: `apimachinery/pkg/api/validate/content.IsLabelKey`, `IsQualifiedName`. */
export function qualifiedNameFault(value: string): string | undefined {
  const slash = value.indexOf("/");
  if (slash === -1) return formFault(value, LABEL_VALUE);
  if (value.length <= LABEL_VALUE.longest && PREFIXED.test(value)) return undefined;
  if (value.includes("/", slash + 1)) return 'has more than one "/" in it; the form is "example.com/name"';
  if (slash === 0) return 'has nothing before its "/"; the form is "example.com/name"';
  const prefix = dnsSubdomainFault(value.slice(0, slash));
  if (prefix !== undefined) return `has a prefix that ${prefix}`;
  if (slash === value.length - 1) return 'has nothing after its "/"; the form is "example.com/name"';
  const name = formFault(value.slice(slash + 1), LABEL_VALUE);
  return name === undefined ? undefined : `has a name after "/" that ${name}`;
}

/** The value of a label, which may be empty: `apimachinery/pkg/api/validate/content.IsLabelValue`. */
export function labelValueFault(value: string): string | undefined {
  return value === "" ? undefined : formFault(value, LABEL_VALUE);
}

/** A key of a ConfigMap or Secret: `apimachinery/pkg/util/validation.IsConfigMapKey`. */
export function configMapKeyFault(value: string): string | undefined {
  if (value === "." || value.startsWith("..")) return 'must not be "." nor begin with ".."';
  return formFault(value, CONFIG_MAP_KEY);
}

/** The name of a port: `apimachinery/pkg/util/validation.IsValidPortName`. */
export function portNameFault(value: string): string | undefined {
  const fault = formFault(value, PORT_NAME);
  if (fault !== undefined) return fault;
  if (value.includes("--")) return 'has "--" in it';
  return /[a-z]/.test(value) ? undefined : "has no letter in it; a name of digits alone would be taken for a number";
}

/** The name of an environment variable: `apimachinery/pkg/util/validation.IsRelaxedEnvVarName`. */
export function envVarNameFault(value: string): string | undefined {
  if (value === "") return "is empty";
  if (value.includes("=")) return 'has "=" in it';
  return /[^ -~]/u.test(value) ? "has characters in it that are not printable ASCII" : undefined;
}

function formFault(value: string, form: Form): string | undefined {
  if (value === "") return "is empty";
  const { longest, whole } = form;
  if (value.length <= longest && whole.test(value)) return undefined;
  if (value.length > longest || utf8Length(value) > longest) return tooLong(value, longest);
  for (const character of value) {
    if (form.characters.test(character)) continue;
    return `has ${described(character)} in it; only ${form.allowed} are allowed${asIn(value, form)}`;
  }
  const { ends, endsAllowed } = form;
  if (ends === undefined) return undefined;
  if (!ends.test(value[0] ?? ""))
    return `begins with "${value[0]}"; it must begin with ${endsAllowed}${asIn(value, form)}`;
  if (!ends.test(value.at(-1) ?? ""))
    return `ends with "${value.at(-1)}"; it must end with ${endsAllowed}${asIn(value, form)}`;
  return undefined;
}

const LONGEST_EXAMPLE = 300;

/** A name of the form that comes near, as an example: other characters become "-", letters lower-case where they must be. */
function asIn(value: string, form: Form): string {
  if (value.length > LONGEST_EXAMPLE) return "";
  const anyCase = form.characters.test("A");
  const name = Array.from(anyCase ? value : value.toLowerCase(), (c) => (form.characters.test(c) ? c : "-")).join("");
  const parts = anyCase ? [name] : name.split(".");
  const example = parts
    .map((part) => part.replace(/^[^A-Za-z0-9]+/, "").replace(/-{2,}/g, "-"))
    .map((part) => part.slice(0, part.length - (/[^A-Za-z0-9]*$/.exec(part)?.[0].length ?? 0)))
    .filter((part) => part !== "")
    .join(".");
  return example === "" ? "" : `, as in "${example}"`;
}

/** For what {@link formFault} let pass: the ends of each part between dots. */
function partsFault(value: string, begin: RegExp, end: RegExp): string | undefined {
  for (const part of value.split(".")) {
    if (part === "") return "has an empty part between its dots";
    if (!begin.test(part) || !end.test(part))
      return `has the part "${part}", which must begin and end with a letter or a digit`;
  }
  return undefined;
}

function tooLong(value: string, longest: number): string {
  return `is ${utf8Length(value)} characters long; at most ${longest} are allowed`;
}

function described(character: string): string {
  if (character === " ") return "a space";
  if (/[A-Z]/.test(character)) return `the upper-case "${character}"`;
  return /[!-~]/.test(character) ? `"${character}"` : "a character that is not plain ASCII";
}
