/** Adds up what the suites reported in reports/*.json. Fails where one reported nothing, or a failure. */
import { existsSync, readFileSync } from "node:fs";

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

const names = ["tests", "full"];
const found = names.filter((name) => existsSync(`reports/${name}.json`));
for (const name of names.filter((each) => !found.includes(each)))
  console.log(`The suite ${name} left no report: it did not run to its end.`);
const reports = found.map((name) => JSON.parse(readFileSync(`reports/${name}.json`, "utf8")) as Report);
const passed = reports.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0);
// A file that fails outside of its tests counts as one failure.
const failures = reports.map(
  ({ numFailedTests, numFailedTestSuites }) => numFailedTests || numFailedTestSuites,
);
const failed = failures.reduce((sum, count) => sum + count, names.length - found.length);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
