import { sep } from "node:path";
import { Readable } from "node:stream";
import { run } from "node:test";
import type { TestEvent } from "node:test/reporters";
import { spec } from "node:test/reporters";

/** How many tests (not suites) came out how. What timed out or was cut short counts as failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface RunOptions {
  /** How many files run at once, each in a process of its own. */
  readonly concurrency: number;
  /** Whether to print how much of `src` the tests ran through, a line for each folder. */
  readonly coverage: boolean;
  readonly stop: AbortSignal;
}

const TEST_MS_MAX = 120_000;
/** A process that still lives this long after its last test hangs on something it did not close. */
const SILENCE_MS_MAX = 240_000;

/** Runs test files, prints each test as it ends and the failures once more at the end, and counts them. */
export async function runFiles(files: readonly string[], options: RunOptions): Promise<Counts> {
  const silence = new AbortController();
  const stream = run({
    files: [...files],
    concurrency: options.concurrency,
    isolation: "process",
    timeout: TEST_MS_MAX,
    signal: AbortSignal.any([options.stop, silence.signal]),
    coverage: options.coverage,
    coverageIncludeGlobs: ["src/**/*.ts"],
    coverageExcludeGlobs: ["**/*.test.ts"],
  });
  let counts = noCounts();
  let coverage: CoveredFile[] = [];
  const timer = setTimeout(() => {
    console.log(`# Nothing happened for ${SILENCE_MS_MAX / 1000} s: ending what still runs.`);
    silence.abort();
  }, SILENCE_MS_MAX);

  async function* watched(events: AsyncIterable<TestEvent>): AsyncGenerator<TestEvent> {
    for await (const event of events) {
      timer.refresh();
      if (event.type === "test:coverage") coverage = event.data.summary.files;
      else if (event.type === "test:summary" && event.data.file === undefined) counts = countsOf(event.data);
      else if (!isTotal(event)) yield event;
    }
  }

  for await (const text of Readable.from(watched(stream)).pipe(new spec())) process.stdout.write(String(text));
  clearTimeout(timer);
  if (coverage.length > 0) console.log(coverageTable(coverage));
  console.log(
    `# ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${files.length} files.\n`,
  );
  return counts;
}

export function noCounts(): Counts {
  return { passed: 0, failed: 0, skipped: 0 };
}

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

type Summary = Extract<TestEvent, { type: "test:summary" }>["data"];
type CoveredFile = Extract<TestEvent, { type: "test:coverage" }>["data"]["summary"]["files"][number];

function countsOf({ counts, success }: Summary): Counts {
  const failed = counts.tests - counts.passed - counts.skipped - counts.todo;
  // A suite's own hook may fail where none of its tests did.
  return {
    passed: counts.passed,
    failed: failed === 0 && !success ? 1 : failed,
    skipped: counts.skipped + counts.todo,
  };
}

/** Whether an event is one of node:test's closing lines ("tests 12"): the totals are printed here, over all runs. */
function isTotal(event: TestEvent): boolean {
  return (
    event.type === "test:diagnostic" &&
    event.data.nesting === 0 &&
    /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) \d/.test(event.data.message)
  );
}

function coverageTable(files: readonly CoveredFile[]): string {
  const folders = Map.groupBy(files, (file) =>
    file.path
      .slice(process.cwd().length + 1)
      .split(sep)
      .slice(0, -1)
      .join("/"),
  );
  const rows = [...folders].sort(([a], [b]) => a.localeCompare(b)).map(([name, inside]) => coverageRow(name, inside));
  return ["# Coverage, in percent:  lines  branches  functions", ...rows, coverageRow("all", files)].join("\n");
}

function coverageRow(name: string, files: readonly CoveredFile[]): string {
  const percent = (covered: (file: CoveredFile) => number, total: (file: CoveredFile) => number) => {
    const all = files.reduce((sum, file) => sum + total(file), 0);
    const share = all === 0 ? 1 : files.reduce((sum, file) => sum + covered(file), 0) / all;
    return (100 * share).toFixed(1);
  };
  const lines = percent(
    (file) => file.coveredLineCount,
    (file) => file.totalLineCount,
  );
  const branches = percent(
    (file) => file.coveredBranchCount,
    (file) => file.totalBranchCount,
  );
  const functions = percent(
    (file) => file.coveredFunctionCount,
    (file) => file.totalFunctionCount,
  );
  return `#   ${name.padEnd(20)} ${lines.padStart(7)}  ${branches.padStart(8)}  ${functions.padStart(9)}`;
}
