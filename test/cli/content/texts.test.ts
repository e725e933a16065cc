/**
 * Translations are exported to a workbook and imported again: nothing is lost, and texts that a page could not show are
 * refused.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOfYaml } from '../../../src/content/index.ts';
import { textPairs } from '../../../src/i18n/index.ts';
import { modelDescriptions } from '../../../src/pipeline/index.ts';
import { type Said, terminalIn } from '../terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-texts-'));
const content = join(folder, 'own');
const gap = (...words: string[]): Promise<Said> => terminalIn(folder, { contentRoot: content })(...words);
const read = (file: string) => readFileSync(join(content, file), 'utf8');
const languages = ['fr', 'es', 'ru', 'zh', 'ar'];
const pairsIn = (language: string) => textPairs(content, language, modelDescriptions(content)!);

beforeAll(async () => {
  expect((await terminalIn(folder)('new', 'content', 'own')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Keys in the order of the file. */
const flat = (tree: unknown, above = ''): string[] =>
  tree !== null && typeof tree === 'object'
    ? Object.entries(tree).flatMap(([key, below]) => flat(below, `${above}.${key}`))
    : [above];

type Lines = { readonly row: (file: string, key: string) => ExcelJS.Row; readonly sheet: ExcelJS.Worksheet };

/** Exports the texts, applies the edits of a translator and saves the workbook under another name. */
async function translated(language: string, write: (lines: Lines) => void, ...options: string[]): Promise<string> {
  expect((await gap('texts', 'export', language, '--out', 'out.xlsx', '--replace', ...options)).code).toBe(0);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, 'out.xlsx'));
  const sheet = book.getWorksheet('Texts')!;
  const rows = new Map<string, ExcelJS.Row>();
  sheet.eachRow((row) => void rows.set(`${row.getCell(1).text} ${row.getCell(2).text}`, row));
  write({ sheet, row: (file, key) => rows.get(`${file} ${key}`)! });
  // To compress well takes most of the time of writing.
  await book.xlsx.writeFile(join(folder, 'back.xlsx'), { zip: { compressionOptions: { level: 1 } } } as object);
  return 'back.xlsx';
}

describe('gap texts export', () => {
  it.each(languages)('writes every text in %s, and an import without edits changes nothing', async (language) => {
    const pairs = pairsIn(language);
    const { out } = await gap('texts', 'export', language, '--out', `${language}.xlsx`);
    expect(out).toContain(`${pairs.length} texts in `);
    const missing = pairs.filter(({ translation }) => translation === null).length;
    expect(out).toContain(`, ${missing} without a translation`);
    expect(await gap('texts', 'import', `${language}.xlsx`)).toMatchObject({
      code: 0,
      out: `${language}.xlsx: 0 new translations, 0 changed, 0 set aside; nothing to change\n`,
    });
    for (const kind of [
      /^texts\//,
      /^dashboards\//,
      /^questionnaires\//,
      /^pipelines\/framework\//,
      /^pipelines\/texts\//,
    ])
      expect(pairs.some(({ file }) => kind.test(file))).toBe(true);
  });

  it('lists the placeholders and plural forms to keep', async () => {
    await translated('ru', ({ row }) => {
      const line = row('dashboards/needs/texts/ru.yaml', 'page.lede');
      expect(line.getCell(4).text).toBe('{invited} {reported}; plural: one, few, many');
    });
  });

  it.each([['en'], ['xx']])('refuses %s, which is not a target language', async (code) => {
    const { code: exit, err } = await gap('texts', 'export', code, '--out', 'x.xlsx');
    expect(exit).toBe(64);
    expect(err).toContain('give one of fr, es, ru, zh, ar');
  });
});

describe('gap texts import', () => {
  const file = 'dashboards/needs/texts/es.yaml';

  it('changes nothing without --apply, and with it only the edited texts, in any order of the rows', async () => {
    const before = read(file);
    const others = languages.map((language) => read(`texts/${language}/pages.yaml`));
    const back = await translated('es', ({ sheet, row }) => {
      row(file, 'nav').getCell(6).value = 'Las necesidades';
      // Rich text, as a spreadsheet stores it when a word is bold.
      row(file, 'blocks.heat.title').getCell(6).value = {
        richText: [{ text: 'Todas ' }, { text: 'ya', font: { bold: true } }],
      };
      const rows = sheet.getRows(2, sheet.rowCount - 1)!.map((one) => one.values as ExcelJS.CellValue[]);
      // In reverse order, with a third of the rows deleted.
      const kept = rows.toReversed().filter((_, at) => at % 3 > 0 || /necesidades$|object/.test(String(_[6])));
      for (const [at, values] of kept.entries()) sheet.getRow(at + 2).values = values;
      for (let at = kept.length + 2; at <= rows.length + 1; at += 1) sheet.getRow(at).values = [];
    });
    const report = await gap('texts', 'import', back);
    expect(report.out).toContain('changed, 0 set aside; nothing was changed; add --apply to change it');
    expect(read(file)).toBe(before);
    expect((await gap('texts', 'import', back, '--apply')).code).toBe(0);
    const [was, is] = [before.split('\n'), read(file).split('\n')];
    expect(is.length).toBe(was.length);
    expect(is.filter((line, at) => line !== was[at])).toContain('nav: Las necesidades');
    expect(is.filter((line, at) => line !== was[at]).length).toBeLessThanOrEqual(2);
    expect(languages.map((language) => read(`texts/${language}/pages.yaml`))).toEqual(others);
    expect((await gap('texts', 'import', back, '--apply')).out).toContain('0 changed, 0 set aside; nothing to change');
  });

  it('inserts a missing text at the position that it has in the working language, also into a new file', async () => {
    const [pages, needs] = [pairsIn('zh'), 'dashboards/needs/texts/zh.yaml'];
    const known = new Map(pages.map((pair) => [`${pair.file} ${pair.path.join('.')}`, pair]));
    const lines = read('texts/zh/weights.yaml').split('\n');
    writeFileSync(
      join(content, 'texts/zh/weights.yaml'),
      `${lines.filter((_, at) => at % 2 === 0 || /:$/.test(_)).join('\n')}\n`.replace(/^(\s*)\S+:\n(?=\1?\S)/gm, ''),
    );
    rmSync(join(content, needs));
    const back = await translated(
      'zh',
      ({ sheet }) =>
        sheet.eachRow((row) => {
          const pair = known.get(`${row.getCell(1).text} ${row.getCell(2).text}`);
          if (pair) row.getCell(6).value = pair.translation;
        }),
      '--missing',
    );
    const { out, err } = await gap('texts', 'import', back, '--apply');
    expect(err).toBe('');
    expect(out).toContain(`  ${needs}\n`);
    expect(pairsIn('zh')).toEqual(pages);
    const keys = (name: string) => flat(valueOfYaml(read(name)));
    expect(keys(needs)).toEqual(keys('dashboards/needs/texts/en.yaml'));
    expect(await gap('check')).toMatchObject({ code: 0 });
  });

  it('sets aside texts that a page could not show or that were changed meanwhile, and states the correction', async () => {
    const before = read('texts/es/pages.yaml');
    const back = await translated('es', ({ row }) => {
      row('dashboards/needs/texts/es.yaml', 'chosen.title').getCell(6).value = 'Necesidades: {area}';
      row('dashboards/needs/texts/es.yaml', 'page.lede').getCell(6).value = '{reported} {invited, plural, one {#}';
      row('texts/es/pages.yaml', 'skip').getCell(6).value = 'Ir al {place}';
      row('texts/es/pages.yaml', 'menu').getCell(6).value = 'Otro menú';
      row('texts/es/pages.yaml', 'languages').getCell(6).value = 'Otro idioma';
      row('texts/es/pages.yaml', 'product.says').getCell(2).value = 'product.sais';
      row('texts/es/pages.yaml', 'product.says').getCell(6).value = 'Otra cosa';
      row('texts/es/pages.yaml', 'product.name').getCell(6).value = 'Un plan';
    });
    writeFileSync(join(content, 'texts/es/pages.yaml'), before.replace(/^menu: .*$/m, 'menu: Carta'));
    const english = read('texts/en/pages.yaml');
    writeFileSync(join(content, 'texts/en/pages.yaml'), english.replace(/^languages: .*$/m, 'languages: Tongue'));
    const { code, out, err } = await gap('texts', 'import', back, '--apply');
    expect(code).toBe(1);
    expect(out).toContain('0 new translations, 1 changed, 6 set aside; written to 1 file:\n  texts/es/pages.yaml\n');
    for (const said of [
      'chosen.title: it must take the values {area_label}, and no others.',
      'page.lede: its braces { } are not in pairs',
      'skip: it takes a value in braces, and the original takes none.',
      'menu: the translation was changed here after the export. It now says: Carta',
      'languages: the original was changed after the export. It now says: Tongue',
      'product.sais: there is no such text in texts/es/pages.yaml (any more).',
    ])
      expect(err).toContain(said);
    expect(read('texts/es/pages.yaml')).toContain('name: Un plan\n');
    expect(read('texts/es/pages.yaml')).toContain('menu: Carta\n');
    writeFileSync(join(content, 'texts/en/pages.yaml'), english);
  });

  it('keeps a text that a spreadsheet would read as a formula', async () => {
    const back = await translated('es', ({ row }) => {
      row('texts/es/pages.yaml', 'skip').getCell(6).value = '=1+1';
    });
    expect((await gap('texts', 'import', back, '--apply')).code).toBe(0);
    await translated('es', ({ row }) => {
      expect(row('texts/es/pages.yaml', 'skip').getCell(6).value).toBe("'=1+1");
    });
    expect(pairsIn('es').find(({ path }) => path.join('.') === 'skip')!.translation).toBe('=1+1');
    expect((await gap('texts', 'import', 'out.xlsx')).out).toContain('0 changed');
  });

  it('undoes the whole import if the content would have errors', async () => {
    const sheets = 'questionnaires/cybercrime/2026/texts/es.yaml';
    const before = read(sheets);
    const back = await translated('es', ({ row }) => {
      // Not a valid name for a sheet.
      row(sheets, 'sections.A.sheet').getCell(6).value = 'Una hoja cuyo nombre es más largo que treinta y una letras';
    });
    const { code, err } = await gap('texts', 'import', back, '--apply');
    expect(code).toBe(1);
    expect(err).toContain('Nothing was changed');
    expect(err).toContain(`${sheets}:`);
    expect(read(sheets)).toBe(before);
  });

  it.each([
    ['is not a workbook', () => writeFileSync(join(folder, 'no.xlsx'), 'text'), 'it is not an .xlsx file'],
    [
      'is another workbook',
      async () => {
        const book = new ExcelJS.Workbook();
        book.addWorksheet('Texts');
        await book.xlsx.writeFile(join(folder, 'no.xlsx'));
      },
      'are not there or do not name the language',
    ],
  ])('refuses a file that %s', async (_, make, said) => {
    await make();
    const { code, err } = await gap('texts', 'import', 'no.xlsx');
    expect(code).toBe(1);
    expect(err).toContain(said);
    expect(err).toContain('gap texts export');
  });
});
