import type { LintFlags } from "./flags.ts";

const SWITCHES = ["quiet", "changed-lines", "parse-all", "skip-templates", "show-suppressed", "cache"];
const WITH_VALUE = [
  ...["preset", "format", "output", "fail-on", "max-warnings", "kubernetes-version", "namespace", "config", "baseline"],
  ...["changed-since", "stdin-filename", "cache-location"],
];

/**
 * The commonest ways to ask for linting, read as commander reads them, which takes longer to load than this to do its
 * work. Undefined for all else: commands, mistakes, and options that are rare or are given in rare ways.
 */
export function plainArguments(
  words: readonly string[],
): { readonly paths: readonly string[]; readonly flags: LintFlags } | undefined {
  const paths: string[] = [];
  const flags: Record<string, string | boolean> = { suppressions: true, color: "auto" };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") {
      paths.push(...words.slice(i + 1));
      break;
    }
    if (word === "-" || !word.startsWith("-")) paths.push(word);
    else if (!word.startsWith("--")) return undefined;
    else {
      const name = word.slice(2);
      if (name === "no-config") flags["config"] = false;
      else if (SWITCHES.includes(name)) flags[camelCase(name)] = true;
      else {
        const value = words[++i];
        if (!WITH_VALUE.includes(name) || value === undefined || value.startsWith("-")) return undefined;
        flags[camelCase(name)] = value;
      }
    }
  }
  // It may be a command, or a mistyped one.
  return /^[a-z]*$/.test(paths[0] ?? "") ? undefined : { paths, flags };
}

function camelCase(name: string): string {
  return name.replace(/-./g, (pair) => pair.slice(1).toUpperCase());
}
