// Fails where agreement with Kubernetes on recorded cases falls below what has been reached. Takes the program that
// compares, which prints a line a figure: its name, then percentages.
import { spawnSync } from "node:child_process";

/** Per cent, of each figure on the line. */
const REACHED = {
  "yaml agreement": 100,
  "api verdict": 99.8,
  "api paths": 99.4,
  "api types": 99.4,
  "api warnings": 100,
  "psa baseline": 100,
  "psa restricted": 100,
};

const { stdout, status } = spawnSync(process.execPath, [process.argv[2]], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
process.stdout.write(stdout);
let isLower = status !== 0;
for (const [figure, reached] of Object.entries(REACHED)) {
  const line = stdout.split("\n").find((one) => one.startsWith(figure)) ?? "";
  const percentages = [...line.matchAll(/(\d+\.\d+)%/g)].map((match) => Number(match[1]));
  if (percentages.length > 0 && percentages.every((percentage) => percentage >= reached)) continue;
  console.log(`${figure}: less than the ${reached}% reached before`);
  isLower = true;
}
process.exitCode = isLower ? 1 : 0;
