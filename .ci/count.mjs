// Prints how many tests passed and failed, by vitest's JSON report. A file that could not be run counts as one failure.
import { readFileSync } from "node:fs";

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const notRun = testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
);
console.log(`${numPassedTests} ${numFailedTests + notRun.length}`);
