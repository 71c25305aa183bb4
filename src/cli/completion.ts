import type { Command } from "commander";
import { RULES } from "../../rules/index.ts";
import { SEVERITIES } from "../engine/finding.ts";
import { PRESETS } from "../engine/presets.ts";
import { UsageError } from "../project/usage-error.ts";
import { FORMATS } from "../report/formats.ts";
import { didYouMean } from "../text/suggest.ts";

const SHELLS = ["bash", "zsh", "fish"];

/** `dslint completion SHELL`: a script that completes commands, options, rules, presets and formats. */
export function completion(shell: string, program: Command): string {
  if (!SHELLS.includes(shell)) {
    throw new UsageError(
      `no completion for the shell "${shell}"${didYouMean(shell, SHELLS)} (known: ${SHELLS.join(", ")})`,
    );
  }
  const commands = program.commands.map((command) => command.name());
  const options = program.options.flatMap(({ long }) => (long ? [long] : []));
  const ids = RULES.map(({ id }) => id);
  const values: Record<string, readonly string[]> = {
    "--preset": Object.keys(PRESETS),
    "--format": FORMATS,
    "--report": FORMATS.map((format) => `${format}=`),
    "--fail-on": [...SEVERITIES, "never"],
    "--only": ids,
    "--skip": ids,
    "--rule": ids.map((id) => `${id}=`),
    "--color": ["auto", "always", "never"],
  };
  if (shell === "fish") return fish(program, commands, values, ids);
  const cases = Object.entries(values).map(([option, words]) => `    ${option}) words="${words.join(" ")}" ;;\n`);
  const body = `_dslint() {
  local current previous words
  current="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  case "$previous" in
${cases.join("")}    explain) words="${ids.join(" ")}" ;;
    *)
      case "$current" in
        -*) words="${options.join(" ")}" ;;
        *) [ "$COMP_CWORD" -eq 1 ] && words="${commands.join(" ")}" ;;
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _dslint dslint
`;
  return shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${body}` : body;
}

function fish(
  program: Command,
  commands: readonly string[],
  values: Readonly<Record<string, readonly string[]>>,
  ids: readonly string[],
): string {
  const quote = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const described = program.options.flatMap(({ long, description }) => {
    if (!long) return [];
    const words = values[long];
    const takes = words === undefined ? "" : ` -x -a ${quote(words.join(" "))}`;
    return [`complete -c dslint -l ${long.slice(2)} -d ${quote(description)}${takes}\n`];
  });
  const first = `complete -c dslint -n __fish_use_subcommand -a ${quote(commands.join(" "))}\n`;
  const explain = `complete -c dslint -n '__fish_seen_subcommand_from explain' -x -a ${quote(ids.join(" "))}\n`;
  return first + explain + described.join("");
}
