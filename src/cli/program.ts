import { existsSync } from "node:fs";
import { Command } from "commander";
import { LATEST_KUBERNETES, OLDEST_KUBERNETES } from "../engine/kubernetes-version.ts";
import { PRESETS } from "../engine/presets.ts";
import { DEEPEST_READ, DEFAULT_LIMITS } from "../input/limits.ts";
import { formatVersion } from "../kubernetes/versions.ts";
import { UsageError } from "../project/usage-error.ts";
import { FORMATS } from "../report/formats.ts";
import { didYouMean } from "../text/suggest.ts";
import type { LintFlags } from "./flags.ts";
import { stderr, stdout, toleratePipeEnd } from "./output.ts";

const MAX_DEPTH = ["--max-depth <levels>", `deepest nesting that is read (default: ${DEFAULT_LIMITS.depth})`] as const;
const MAX_FILE_SIZE = [
  "--max-file-size <MiB>",
  `largest file that is read (default: ${DEFAULT_LIMITS.fileBytes / 2 ** 20})`,
] as const;
const MAX_NODES = [
  "--max-nodes <count>",
  `most keys and values of a document that is read (default: ${DEFAULT_LIMITS.nodes})`,
] as const;

const EXAMPLES = `
Examples:
  dslint ./manifests                              lint a folder
  dslint ./config                                 a folder called like a command
  dslint 'deploy/**/*.yaml' --preset strict       every rule, over a glob
  dslint --helm ./chart -f production.yaml        lint what a chart renders
  dslint --kustomize overlays/production          lint what a kustomization builds
  helm template ./chart | dslint -                the same, rendered by yourself
  dslint . --format sarif --output dslint.sarif   write SARIF, still show text
  kubectl get ds -A -o yaml | kubectl dslint -    lint what runs

Exit codes: 0 nothing at or above the gate (--fail-on), 1 findings, 2 something could not be checked.`;

/** What linting takes: paths and options. */
function withLintOptions(command: Command): Command {
  return command
    .argument("[paths...]", "files, folders and globs; - is standard input")
    .option("--preset <name>", `rules and severities: ${Object.keys(PRESETS).join(", ")}`)
    .option("--format <name>", `how to show the findings: ${FORMATS.join(", ")}`)
    .option("--output <file>", "write the report to a file and show text")
    .option("--report <format=file>", "write another report to a file (repeatable)", repeat)
    .option("--only <rules>", "run only these rules (comma-separated, repeatable)", collect)
    .option("--skip <rules>", "leave these rules out (comma-separated, repeatable)", collect)
    .option("--rule <id=severity>", "set a rule's severity: error, warning, note or off (repeatable)", collect)
    .option(
      "--fail-on <severity>",
      "severity from which on findings make the exit code 1: error, warning (default), note or never",
    )
    .option("--max-warnings <count>", "exit with 1 where there are more warnings than this")
    .option("-q, --quiet", "say nothing of notes, and nothing at all where there is nothing to say")
    .option("--kubernetes-version <version>", "Kubernetes to judge for, such as 1.33 (default: the newest known)")
    .option("--namespace <name>", "namespace of resources that name none")
    .option("--config <file>", "read this configuration for every file")
    .option("--no-config", "read no configuration file")
    .option("--baseline <file>", "leave out the findings that this file accepts")
    .option("--update-baseline", "accept all that is found now")
    .option("--changed-since <revision>", "report only on resources that have changed since a git revision")
    .option("--changed-lines", "with --changed-since: only on lines that have changed")
    .option("--no-suppressions", "report what comments and annotations suppress, too")
    .option("--show-suppressed", "report what is suppressed or accepted, marked as such")
    .option("--stdin-filename <file>", "name of standard input in the report")
    .option("--helm <chart>", "render this chart with the helm on the PATH and lint the result (repeatable)", repeat)
    .option("-f, --values <file>", "with --helm: values for the charts (repeatable)", repeat)
    .option(
      "--kustomize <folder>",
      "build this kustomization with the kustomize or kubectl on the PATH (repeatable)",
      repeat,
    )
    .option("--parse-all", "parse documents of other kinds too, and report their syntax errors")
    .option("--skip-templates", "pass over templates that are named, as over those in a folder")
    .option("--fix", "make the safe fixes: the cluster behaves the same, or what was broken works")
    .option("--fix-unsafe", "make all fixes, those too that change what happens; look at them")
    .option(...MAX_DEPTH)
    .option(...MAX_FILE_SIZE)
    .option(...MAX_NODES)
    .option(
      "--max-object-size <MiB>",
      `largest object that is judged, as JSON (default: ${DEFAULT_LIMITS.objectBytes / 2 ** 20}, as the API server)`,
    )
    .option(
      "--max-objects <count>",
      `most objects of one file that are judged, a DaemonSet counting as ten (default: ${DEFAULT_LIMITS.objects})`,
    )
    .option("--max-findings <count>", `most findings in one file (default: ${DEFAULT_LIMITS.findings})`)
    .option("--max-errors <count>", `most unreadable documents in one file (default: ${DEFAULT_LIMITS.errors})`)
    .option(
      "--max-comparisons <count>",
      `most comparisons that a check across resources makes (default: ${DEFAULT_LIMITS.comparisons})`,
    )
    .option("--cache", "say again what an earlier run said where nothing has changed since")
    .option("--cache-location <folder>", "the same, kept in this folder (default: the user's own for caches)")
    .option("--watch", "lint again whenever a file changes")
    .option("--color [when]", "colour: auto, always or never", "auto");
}

/** Reads what linting was asked for with these words. Throws {@link UsageError}. */
export function parseLintArguments(words: readonly string[]): { paths: readonly string[]; flags: LintFlags } {
  let asked: { paths: readonly string[]; flags: LintFlags } | undefined;
  const command = withLintOptions(new Command("dslint"))
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .action((paths: string[], flags: LintFlags) => {
      asked = { paths, flags };
    });
  try {
    command.parse(words, { from: "user" });
  } catch (thrown) {
    throw new UsageError((thrown as Error).message.replace(/^error: /, ""));
  }
  return asked ?? { paths: [], flags: {} };
}

/** The command line. `exit` takes the exit code of the command that ran, and how many DaemonSets it judged. */
export function buildProgram(exit: (code: number, daemonSets?: number) => void): Command {
  const program = new Command("dslint")
    .description("Linter and policy checker for Kubernetes DaemonSet manifests")
    .version(
      `dslint ${DSLINT_VERSION} (knows Kubernetes ${formatVersion(OLDEST_KUBERNETES)} to ${formatVersion(LATEST_KUBERNETES)})`,
      "-V, --version",
      "print the version, and which Kubernetes versions it knows",
    )
    .exitOverride()
    .configureOutput({ writeOut: stdout.write, writeErr: stderr.write })
    .hook("preAction", (_, command) => {
      if (command !== program) toleratePipeEnd(process.stdout);
    })
    .showSuggestionAfterError()
    .addHelpText("after", EXAMPLES);

  withLintOptions(program).action(async (paths: string[], options: LintFlags) => {
    refuseMistyped(paths[0] ?? "", program);
    const { lintCommand } = await import("./lint-command.ts");
    if (options.watch) {
      const { watch } = await import("./watch.ts");
      exit(await watch(paths, async () => (await lintCommand(paths, options)).code));
      return;
    }
    const { code, daemonSets } = await lintCommand(paths, options);
    exit(code, daemonSets);
  });

  program
    .command("parse")
    .description("show what the cluster will read: one JSON line a document")
    .argument("<files...>", "files; - is standard input")
    .option(...MAX_DEPTH)
    .option(...MAX_FILE_SIZE)
    .option(...MAX_NODES)
    .action(async (files: string[], _: unknown, command: Command) => {
      const [{ parseCommand }, { limitsOf }] = await Promise.all([import("./parse.ts"), import("./flags.ts")]);
      exit(parseCommand(files, limitsOf(command.optsWithGlobals(), DEEPEST_READ)));
    });

  program
    .command("explain")
    .description("say why a rule matters, what to write instead, and show an example of both")
    .argument("<rules...>", "names of rules; dslint rules lists them")
    .action(async (names: string[], _: unknown, command: Command) => {
      const { explainCommand } = await import("./explain-command.ts");
      explainCommand(names, command.optsWithGlobals());
      exit(0);
    });

  program
    .command("rules")
    .description("list the rules; with --format json all that is said about them")
    .action(async (_: unknown, command: Command) => {
      const { rulesCommand } = await import("./rules-command.ts");
      rulesCommand(command.optsWithGlobals());
      exit(0);
    });

  program
    .command("config")
    .description("show what holds for a file, and where each value comes from")
    .argument("<file>", "a manifest")
    .option("--name <name>", "name of the resource, for overrides by name")
    .action(async (file: string, _: unknown, command: Command) => {
      const { configCommand } = await import("./config-command.ts");
      await configCommand(file, command.optsWithGlobals());
      exit(0);
    });

  program
    .command("init")
    .description("write a commented .dslint.yaml by what this folder holds")
    .action(async () => {
      const { initCommand } = await import("./init-command.ts");
      await initCommand();
      exit(0);
    });

  program
    .command("completion")
    .description("print a script that completes words: bash, zsh or fish")
    .argument("<shell>", "the shell: source <(dslint completion bash)")
    .action(async (shell: string) => {
      const { completion } = await import("./completion.ts");
      process.stdout.write(completion(shell, program));
      exit(0);
    });

  return program;
}

/** Throws {@link UsageError} for a word that is no path and was perhaps to be a command. */
function refuseMistyped(word: string, program: Command): void {
  if (!/^[a-z]+$/.test(word) || existsSync(word)) return;
  const meant = didYouMean(word, [...program.commands.map((command) => command.name()), "help"]);
  if (meant !== "") throw new UsageError(`there is no file, folder or command "${word}"${meant}`);
}

function repeat(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** Values of an option that may be repeated or hold several, comma-separated. */
function collect(value: string, before: string[] = []): string[] {
  const parts = value.split(",").map((part) => part.trim());
  if (parts.some((part) => part === "")) throw new UsageError(`an empty name in "${value}"`);
  return [...before, ...parts];
}
