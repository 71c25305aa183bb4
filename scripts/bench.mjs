// npm run bench: CPU time and peak memory of whole runs as ratios to `node -e 0`, on inputs made from a seed, and of
// kube-linter, kube-score and kubeconform where they are on the PATH. What is compared runs in turns, so that it meets
// the same machine. "again" is a run that finds what it said kept by --cache.
//   --rounds N      how often each is run (default 7); medians count
//   --only A,B      only these inputs
//   --large         the inputs of 100,000 documents too (380 MB on disk)
//   --schemas DIR   where kubeconform finds its schemas; without it, it would fetch them, and is left out
//   --profile NAME  a CPU profile of one run on an input, for the profiler of a browser
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { inputFolder } from "./bench-inputs.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    only: { type: "string" },
    large: { type: "boolean", default: false },
    schemas: { type: "string" },
    profile: { type: "string" },
  },
});
const ROOT = join(tmpdir(), "dslint-bench");
const DSLINT = [process.execPath, fileURLToPath(new URL("../dist/cli.js", import.meta.url)), "--no-config"];
const SMALL = ["one", "without", "bundle", "daemonsets", "mixed-100", "mixed-1000", "mixed-10000"];
const LARGE = ["mixed-100000", "single-100000"];
const names = values.only?.split(",") ?? [...SMALL, ...(values.large ? LARGE : [])];

if (values.profile !== undefined) {
  const folder = join(ROOT, "profiles");
  const [node, ...rest] = DSLINT;
  run([node, "--cpu-prof", `--cpu-prof-dir=${folder}`, ...rest, inputFolder(ROOT, values.profile)]);
  process.stdout.write(`${folder}/${readdirSync(folder).sort().at(-1)}\n`);
} else {
  for (const name of names) report(name, inputFolder(ROOT, name));
}

function report(name, folder) {
  const files = readdirSync(folder).map((file) => join(folder, file));
  const commands = new Map([
    ["node -e 0", [process.execPath, "-e", "0"]],
    ["dslint", [...DSLINT, folder]],
  ]);
  if (name === "daemonsets") commands.set("again", [...DSLINT, `--cache-location=${ROOT}/cache`, folder]);
  if (isThere("kube-linter")) commands.set("kube-linter", ["kube-linter", "lint", folder]);
  // It takes names of files only, more of which than this no command line holds.
  if (isThere("kube-score") && files.length <= 2000) commands.set("kube-score", ["kube-score", "score", ...files]);
  if (values.schemas !== undefined && isThere("kubeconform")) {
    const place = `${values.schemas}/{{.ResourceKind}}{{.KindSuffix}}.json`;
    commands.set("kubeconform", ["kubeconform", "-schema-location", place, "-ignore-missing-schemas", folder]);
  }
  const runs = new Map([...commands.keys()].map((key) => [key, []]));
  const rounds = LARGE.includes(name) ? 1 : Number(values.rounds);
  run(commands.get("dslint")); // Leaves the code cache behind.
  if (commands.has("again")) run(commands.get("again"));
  for (let i = 0; i < rounds; i++) for (const [key, command] of commands) runs.get(key).push(run(command));
  const floor = median(runs.get("node -e 0").map(({ cpu }) => cpu));
  process.stdout.write(`\n${name}\n`);
  for (const [key, list] of runs) {
    const cpu = median(list.map((one) => one.cpu));
    const memory = Math.max(...list.map((one) => one.memory));
    process.stdout.write(
      `  ${key.padEnd(12)} ${(cpu / floor).toFixed(2).padStart(8)} ×  ${cpu.toFixed(0).padStart(7)} ms  ${memory.toFixed(0).padStart(5)} MiB\n`,
    );
  }
}

/**
 * CPU time of a process and those it waited for, in milliseconds, by bash; its peak memory in MiB, by GNU time, which
 * knows CPU time to the hundredth of a second only.
 */
function run(command) {
  const timed = ["-c", 'TIMEFORMAT="%3U %3S"; time "$@"', "bash", "/usr/bin/time", "-f", "\n%M", ...command];
  const { stderr, error } = spawnSync("bash", timed, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  const [kilobytes, user, system] = stderr.trim().split("\n").slice(-2).join(" ").split(" ").map(Number);
  return { cpu: (user + system) * 1000, memory: kilobytes / 1024 };
}

function isThere(program) {
  return spawnSync(program, ["--help"], { stdio: "ignore" }).error === undefined;
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
