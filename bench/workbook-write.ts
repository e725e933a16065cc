/**
 * Workbooks written one after another, filled in like those of countries, compared with exceljs writing each
 * completely: in separate processes, which also show the memory needed for 200 of them.
 */
import { fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { planDemo } from '../src/demo/plan.ts';
import { drawSubmission } from '../src/demo/submission.ts';
import { loadTexts } from '../src/i18n/index.ts';
import { cycleOf } from '../src/questionnaire/index.ts';
import { loadCountries } from '../src/reference/index.ts';
import type { WorkbookOrder } from '../src/workbook/index.ts';
import { writeByExceljs, writeWorkbook } from '../src/workbook/write/write.ts';
import { report } from './harness/describe.ts';
import { inTurns } from './harness/rounds.ts';
import { anchorIn, type Row, timesIn } from './harness/row.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));
const together = 200;

export async function* rows({ rounds = 5, units = 8, parts = 3 } = {}): AsyncGenerator<Row> {
  const orderOf = openOrders();
  const orders = Array.from({ length: 120 }, (_, at) => orderOf(at));
  let next = 0;
  const write = async (by: typeof writeWorkbook) => {
    for (let at = 0; at < units; at += 1) await by(orders[next++ % orders.length]!);
  };
  const taken = await inTurns(
    { filled: () => write(writeWorkbook), exceljs: () => write(writeByExceljs) },
    { rounds, warm: 9, units, parts },
  );
  yield {
    work: 'one workbook',
    unit: 'ms',
    ...timesIn('ms', taken.filled),
    anchor: anchorIn('ms', 'all of it by exceljs', taken.filled, taken.exceljs),
    aim: { of: 'processor', most: 15 },
    limit:
      'packing is a quarter of it, garbage collection a fifth; the rest is describing the workbook and writing the rows that differ from the template',
  };
  // Two at once, as no time is taken.
  const memory = [
    ...(await Promise.all([highest(), highest()])),
    ...(await Promise.all([highest(), highest()])),
    await highest(),
  ];
  yield {
    work: `${together} workbooks, memory at its highest`,
    unit: 'MB',
    measured: memory,
    aim: { of: 'measured', most: 300 },
  };
}

function openOrders(): (at: number) => WorkbookOrder {
  const plan = planDemo(contentRoot, null);
  const { instrument, hints } = plan.findLast((one) => one.instrument.id === plan[0]!.instrument.id)!;
  const texts = loadTexts(contentRoot);
  const states = loadCountries(contentRoot, 'illustrative');
  const language = texts.working;
  const name = (names: Readonly<Record<string, string>>) => names[language]!;
  const countries = states.map(({ code, names }) => ({ code, name: name(names) }));
  const [declared] = hints.cycles;
  return (at) => {
    const state = states[at % states.length]!;
    const asked = {
      prefills: [],
      cycle: 0,
      issued: declared!.opens,
      due: declared!.closes,
      refersTo: declared!.closes,
    };
    return {
      instrument,
      cycle: cycleOf(instrument),
      country: { code: state.code, name: name(state.names) },
      language,
      scope: 'whole',
      prefills: [],
      answers: drawSubmission({ ...asked, instrument, hints, state, language, careless: at % 2 === 1 }),
      illustrative: true,
      issued: declared!.opens,
      due: declared!.closes,
      countries,
      texts,
    };
  };
}

/** Peak memory of a process that writes them like the server's thread, with the same heap limits. */
function highest(): Promise<number> {
  const execArgv = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=192', '--max-semi-space-size=16'];
  const child = fork(fileURLToPath(import.meta.url), ['many'], { execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (megabytes) => resolve(Number(megabytes)));
    child.once('exit', (code) => reject(new Error(`the writing process ended with ${code}`)));
  });
}

async function writeMany(): Promise<void> {
  const orders = openOrders();
  for (let at = 0; at < together; at += 1) await writeWorkbook(orders(at));
  process.send!(process.resourceUsage().maxRSS / 1_000);
}

if (import.meta.main) {
  if (process.argv[2] === 'many') await writeMany();
  else await report(rows());
}
