/** What `gap new` writes can be used without changes, and no existing file is overwritten. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageLine } from '../../../src/cli/new/language-line.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { loadAllCycleRules, loadInstrument } from '../../../src/questionnaire/index.ts';
import { type Said, terminalIn } from '../terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-new-'));
const content = join(folder, 'own');
const gap = (...words: string[]): Promise<Said> => terminalIn(folder, { contentRoot: content })(...words);
beforeAll(async () => {
  expect((await terminalIn(folder)('new', 'content', 'own')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => readFileSync(join(content, path), 'utf8');

describe('gap new', () => {
  it('writes an instrument, its next version, a dashboard and a language that gap check finds no fault in', async () => {
    const written = await Promise.all([
      gap('new', 'instrument', 'laws', '--version', '2026'),
      gap('new', 'dashboard', 'own-page'),
      gap('new', 'language', 'pt'),
    ]);
    written.push(await gap('new', 'instrument', 'laws', '--version', '2028'));
    for (const { code, out, err } of written) {
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^Written in .*\n( {2}\S+\n)+Next:\n {2}1\. /);
      expect(out).toContain('gap check');
    }
    expect(await gap('check')).toMatchObject({ code: 0, out: expect.stringContaining('no errors') });
    const next = loadInstrument(content, 'laws', '2028');
    expect(next.crosswalk.map(({ relation }) => relation)).toEqual(['same', 'same']);
    expect(loadAllCycleRules(content, 'laws').get('2028')).toMatchObject({ year: 2028, baseline: '2026', target: 80 });
    expect(loadTexts(content).languages.at(-1)).toMatchObject({
      code: 'pt',
      name: 'Português',
      decimal: [','],
      reviewed: false,
    });
    expect(loadTexts(content).say('pt', 'workbook.identity.country')).toBe('[en] Country');
  });

  it('writes content from which a workbook is written and a cycle is opened', async () => {
    const order = ['--cycle', 'laws-2026', '--country', 'XAA', '--language', 'en', '--out', 'a.xlsx'];
    expect((await gap('workbook', 'write', ...order)).code).toBe(0);
    expect((await gap('cycle', 'open', 'laws-2026', '--illustrative', '--countries', 'XAA')).code).toBe(0);
  });

  it.each([
    [['instrument', 'laws', '--version', '2026'], 'comes after it'],
    [['dashboard', 'own-page'], 'already exists'],
    [['language', 'pt'], 'already exists'],
    [['content', 'own'], 'already exists'],
    [['instrument', '../laws'], 'cannot be the name of a folder'],
    [['language', 'zz'], 'is not a known language tag'],
  ])('writes nothing for %j', async (words, why) => {
    const before = [
      'texts/languages.yaml',
      'pipelines/framework/laws/cycles.yaml',
      'dashboards/own-page/dashboard.yaml',
    ].map(read);
    const { code, out, err } = await gap('new', ...words);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(why);
    expect(
      ['texts/languages.yaml', 'pipelines/framework/laws/cycles.yaml', 'dashboards/own-page/dashboard.yaml'].map(read),
    ).toEqual(before);
  });

  it('overwrites no file of a set that exists in part', async () => {
    const path = 'pipelines/framework/half/cycles.yaml';
    expect((await gap('new', 'instrument', 'half', '--version', '1')).code).toBe(0);
    rmSync(join(content, 'questionnaires/half'), { recursive: true });
    writeFileSync(join(content, path), '# mine\n');
    const { err } = await gap('new', 'instrument', 'half', '--version', '1');
    expect(err).toContain(`"${path}" already exists. Nothing was written.`);
    expect(read(path)).toBe('# mine\n');
  });

  it('sets the number and date formats of each language', () => {
    expect(languageLine('pt-BR')).toContain('decimal: [","], group: ["."], date_order: day-month-year');
    expect(languageLine('ar')).toContain('direction: rtl');
    expect(languageLine('ja')).toContain('date_order: year-month-day');
    expect(languageLine('ES!')).toBeNull();
  });

  it('reports a GAP_CONTENT folder without content', async () => {
    const { code, err } = await terminalIn(folder, { contentRoot: folder, contentChosen: true })('check');
    expect(code).toBe(70);
    expect(err).toContain('contains no content');
  });
});
