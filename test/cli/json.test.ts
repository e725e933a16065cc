import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { snakeKeys } from '../../src/cli/json.ts';
import { loadInstrument } from '../../src/questionnaire/index.ts';
import { writeWorkbook } from '../../src/workbook/index.ts';
import { tinyWorld } from '../demo/tiny-world.ts';
import { anOrder } from '../workbook/a-workbook.ts';
import { type Said, terminalIn } from './terminal.ts';

const id = 'preparedness';
const cycle = `${id}-2025`;
const world = tinyWorld([id]);
const folder = mkdtempSync(join(tmpdir(), 'gap-json-'));
afterAll(() => {
  world.remove();
  rmSync(folder, { recursive: true, force: true });
});

const gapOn = (data: string, contentRoot = world.root) =>
  terminalIn(folder, { contentRoot, folder: join(folder, data) });

/** Commands that run until they are stopped: their output is not a report. */
const running = ['serve', 'demo'];
const reporting = Object.keys(commands).filter((name) => !running.includes(name));

describe('the report of every command as JSON', () => {
  const seen = new Set<string>();

  /** Runs a command with `--json` and compares the keys of its output and error stream with the documented ones. */
  async function json(line: string, { code = 0, data = 'data', content = world.root } = {}) {
    const words = line.split(' ');
    const name = Object.keys(commands)
      .filter((one) => `${line} `.startsWith(`${one} `))
      .sort((a, b) => b.length - a.length)[0]!;
    const said = await gapOn(data, content)(...words, '--json');
    expect(said.code, `${line}: ${said.err}`).toBe(code);
    seen.add(name);
    const report = JSON.parse(said.out) as Record<string, unknown>;
    const { command } = await commands[name]!.load();
    expect(Object.keys(report).sort(), line).toEqual(Object.keys(command.json!).sort());
    expect(camelKeys(report), line).toEqual([]);
    errorLines(said);
    return report;
  }

  it('has exactly the documented keys, in snake_case, and is the only output', async () => {
    await json('check', { code: (await gapOn('data')('check')).code });
    await json(`questionnaire check ${id}`);
    await json('framework document');

    await json(`cycle open ${cycle} --all --illustrative --until 2025-05-30`);
    const extended = await json(`cycle extend ${cycle} --until 2025-06-30`);
    expect(extended).toEqual({ cycle, due: '2025-06-30', due_before: '2025-05-30', reference_date: '2025-05-30' });
    expect(await json(`cycle uninvite ${cycle} --countries XAF`)).toEqual({ cycle, uninvited: ['XAF'] });
    const listed = {
      cycle,
      opened: '2026-03-01T10:00:00.000Z',
      due: '2025-06-30',
      invited: 5,
      reported: 0,
      accepted: 0,
    };
    expect(await json('cycle list')).toEqual({ cycles: [listed] });
    expect(await json(`cycle show ${cycle}`)).toMatchObject({ kind: 'illustrative', reference_date: '2025-05-30' });

    await json(`workbook write --cycle ${cycle} --country XAA --language en --out blank.xlsx`);
    await json(`workbook print --cycle ${cycle} --language en --out blank.html`);
    await writeFilled('XAA', 4);
    await writeFilled('XAB', 2);
    const checked = await json('workbook check XAA.xlsx');
    expect(checked).toMatchObject({ files: [{ file: 'XAA.xlsx', identity: { country: 'XAA' } }] });

    const sent = await json('submission upload XAA.xlsx missing.xlsx XAB.xlsx', { code: 66 });
    expect(sent).toMatchObject({
      files: [
        { file: 'XAA.xlsx', done: true, problem: null, receipt: { revision: 1 } },
        { file: 'missing.xlsx', done: false, problem: { type: '/errors#file_unreadable' }, receipt: null },
        { file: 'XAB.xlsx', done: true, receipt: { submission: { country: 'XAB' } } },
      ],
    });
    await json('submission upload XAA.xlsx --check-only');
    await json(`submission accept ${cycle} XAA --reason Unsigned`);
    await json(`submission reopen ${cycle} XAA --reason Again`);
    await json(`submission accept ${cycle} XAA --reason Unsigned`);
    await json(`submission return ${cycle} XAB --reason Incomplete`);
    expect(await json(`submission withdraw ${cycle} XAB --revision 1`)).toMatchObject({
      revision: 0,
      state: 'invited',
    });
    await json(`submission accept-reasons ${cycle} XAA`);
    await json(`submission refuse-reasons ${cycle} XAA`);
    expect(await json('submission list')).toMatchObject({
      submissions: expect.arrayContaining([
        expect.objectContaining({ country: 'XAA', status: 'accepted', days_late: 244 }),
      ]),
      waiting: [],
    });

    const built = await json(`release build --cycle ${cycle}`);
    expect(built).toMatchObject({ outcome: 'new', reference_date: '2025-05-30' });
    await json(`release discard ${built.release}`);
    await json(`release build --cycle ${cycle}`);
    expect(await json(`release compare ${built.release}`)).toMatchObject({ from: null, difference: null });
    await json(`release publish ${built.release} --yes`);
    await json(`release verify ${built.release}`);
    // Names are in the working language, not in the first of the alphabet.
    const explained = await json(`explain XAA PREPAREDNESS ${cycle}`);
    expect(explained).toEqual(await json(`explain XAA PREPAREDNESS ${cycle} --language en`));
    expect(explained).not.toEqual(await json(`explain XAA PREPAREDNESS ${cycle} --language ar`));
    await json('index export --out coin');
    expect(await json('release list')).toMatchObject({ releases: [{ state: 'public', shown: true }] });
    await json(`release withdraw --country XAA --reason Wrong --yes`);
    await json(`release restore --country XAA --reason Right --yes`);

    copyFileSync(join(world.root, 'pipelines/reference/treaties.csv'), join(folder, 'treaties.csv'));
    await json('new content own');
    // A copy, since the other tests read the content of the project.
    const own = { content: join(folder, 'own') };
    const made = await json('new instrument own', own);
    expect(made).toMatchObject({ written: expect.arrayContaining(['pipelines/framework/own/cycles.yaml']) });
    await json('new dashboard own', own);
    await json('new language it', own);
    expect(await json('texts export fr --out fr.xlsx', own)).toMatchObject({
      language: 'fr',
      texts: expect.any(Number),
    });
    expect(await json('texts import fr.xlsx', own)).toMatchObject({ new: 0, changed: 0, set_aside: [] });
    await json('treaties import treaties.csv');
    const project = 'Cybercrime training,A fund,A school,,,,,,,A source,2026';
    const table = `project,title,funders,implementers,countries,areas,start,end,amount,currency,source,as_of\nP-1,${project}\nP-2,${project}\n`;
    writeFileSync(join(folder, 'support.csv'), table);
    expect(await json('support import support.csv --source Register')).toMatchObject({ added: 2, faults: [] });
    const supported = (await json('support list')).reports as { report: string; imported_from: string | null }[];
    const imported = supported.filter(({ imported_from }) => imported_from === 'Register').map(({ report }) => report);
    expect(imported).toEqual(['table:P-1', 'table:P-2']);
    expect(await json('support check', { code: 1 })).toMatchObject({ reports: supported.length });
    const pair = 'table:P-2 table:P-1';
    expect(await json(`support confirm ${pair}`)).toMatchObject({ changed: true });
    expect(await json(`support reject ${pair}`)).toMatchObject({ changed: true });
    expect(await json('support candidates')).toMatchObject({ decided: [{ decision: 'different' }] });
    expect(await json(`support undo ${pair}`)).toMatchObject({ changed: true });
    expect(await json('support remove Register')).toMatchObject({ removed: 2 });
    await json('store check');
    await json('backup a.backup');
    await json('backup verify a.backup');
    await json('restore a.backup', { data: 'restored' });

    const coinr = resolve(import.meta.dirname, '../golden/coinr');
    writeFileSync(
      join(folder, 'method.yaml'),
      'normalise: { by: min_max, to: [1, 100] }\naggregate: { by: arithmetic }\nuncertainty: { replications: 20, seed: 1, weights: { noise: 0.25, levels: [2] } }\nsensitivity: { base: 8, seed: 1 }\n',
    );
    const from = `--data ${coinr}/iData.csv --meta ${coinr}/iMeta.csv --method method.yaml --out built`;
    for (const verb of ['build', 'uncertainty', 'sensitivity']) await json(`index ${verb} ${from}`);

    expect([...seen].sort()).toEqual(reporting.sort());
  });
});

it.each(reporting)('gap %s gives a problem as JSON on the error stream, and nothing on its output', async (name) => {
  const said = await gapOn('missing')(...name.split(' '), '--json', '--wibble');
  expect(said).toMatchObject({ code: 64, out: '' });
  expect(errorLines(said).at(-1)).toMatchObject({ type: '/errors#usage', status: 400, where: 'command line' });
});

it.each(running)('gap %s has no option --json', async (name) => {
  expect(await gapOn('missing')(name, '--json')).toMatchObject({ code: 64, out: '' });
});

it('never prompts: a command that needs a confirmation is refused', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return 'yes';
  };
  const gap = terminalIn(folder, { contentRoot: world.root, folder: join(folder, 'data'), ask });
  const said = await gap('release', 'restore', '--country', 'XAA', '--reason', 'Right', '--json');
  expect(said).toMatchObject({ code: 1, out: '' });
  expect(errorLines(said)).toMatchObject([{ type: '/errors#not_confirmed' }]);
  expect(asked).toBe(0);
});

it('has keys in snake_case and leaves codes unchanged', () => {
  expect(snakeKeys({ acceptedRevision: 1, XAA: 2, 'A01.B': 3, 'x-2026': [{ isCurrent: new Set([4]) }] })).toEqual({
    accepted_revision: 1,
    XAA: 2,
    'A01.B': 3,
    'x-2026': [{ is_current: [4] }],
  });
});

/** Parses the error stream, of which every line is a JSON object. */
const errorLines = ({ err }: Said): Record<string, unknown>[] =>
  err
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function camelKeys(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(camelKeys);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, of]) => [...(/^[a-z]+[A-Z]/.test(key) ? [key] : []), ...camelKeys(of)]);
}

/** Writes a workbook with the same choice in every scored question. */
async function writeFilled(country: string, value: number): Promise<void> {
  const instrument = loadInstrument(world.root, id, '2025');
  const answers = [...instrument.questions.values()]
    .filter(({ scorer }) => scorer !== null)
    .map(({ code }) => ({ id: code, value }));
  const name = `State ${country}`;
  const order = anOrder({ instrument, cycle, country: { code: country, name }, answers });
  writeFileSync(join(folder, `${country}.xlsx`), await writeWorkbook(order));
}
