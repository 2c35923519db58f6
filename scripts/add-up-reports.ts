/** Names what failed and adds up what the suites reported in reports/*.json. Fails where one reported nothing, or a failure. */
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

interface Report {
  numPassedTests: number;
  testResults: TestFile[];
}

interface TestFile {
  name: string;
  status: string;
  /** What was thrown outside of the tests. */
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}

/** A line or more for each failure of a file. A file that fails outside of its tests counts as one. */
function failuresIn({ name, status, message, assertionResults }: TestFile): string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults
    .filter((each) => each.status === "failed")
    .map(({ fullName, failureMessages }) => `${file} > ${fullName}\n${failureMessages.join("\n")}`);
  return failed.length === 0 && status === "failed" ? [`${file}\n${message}`] : failed;
}

const names = ["tests", "full", "faults"];
const found = names.filter((name) => existsSync(`reports/${name}.json`));
const reports = found.map((name) => JSON.parse(readFileSync(`reports/${name}.json`, "utf8")) as Report);
const passed = reports.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0);
const failures = [
  ...names
    .filter((name) => !found.includes(name))
    .map((name) => `The suite ${name} left no report: it did not run to its end.`),
  ...reports.flatMap(({ testResults }) => testResults.flatMap(failuresIn)),
];
for (const failure of failures) console.log(`Failed: ${failure}\n`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
