import { describe, expect, it } from 'vitest';
import { cellsOfInstrument } from '../../../src/questionnaire/index.ts';
import type { WorkbookOrder } from '../../../src/workbook/index.ts';
import { writeByExceljs, writeWorkbook } from '../../../src/workbook/write/write.ts';
import { anOrder, instrument, open, partsOf, texts } from '../a-workbook.ts';

const countries = [
  { code: 'XAA', name: 'Aldmark' },
  { code: 'XAB', name: `Bret'on "&" <Isles>` },
];
const prefills = [
  { id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' },
  { id: 'C02', value: 3, source: 'cybercrime-2024', date: '2024-06-30', confirmed: false },
  { id: 'E04.sent', value: 12, source: 'a <ministry> & "others"', date: '2025-01-31' },
  { id: 'K07', value: 'gap-text', source: 'gap-first', date: '1990-01-01' },
];
const answers = [
  { id: 'C01', confirmed: true },
  {
    id: 'C02',
    value: 1,
    comment: ' begins with a blank\nand has two lines ',
    evidence: 'https://example.org/?a=1&b=2',
  },
  { id: 'C04', state: 'not_applicable', reason: 'gap-first' },
  { id: 'E04.sent', typed: 'many' },
  { id: 'F01', typed: '2' },
  { id: 'K07', typed: '=1+1 _x0041_ a\u0001b\u000bc\ud800' },
  { id: 'L03.legislation', value: 3, note: 'long '.repeat(200) },
] as const;

const orders: Readonly<Record<string, Partial<WorkbookOrder>>> = {
  'a workbook with nothing in it': {},
  'a prefilled one': { prefills, revision: 3, due: '2027-01-31' },
  'one with an earlier answer to every question': { prefills: everyPrefill() },
  'an answered one': { prefills, answers: [...answers], contact: 'desk@example.org' },
  'that of another country': {
    country: countries[1]!,
    countries,
    illustrative: false,
    issued: '2026-09-09',
    due: null,
  },
  'a core one': { scope: 'core', answers: [...answers] },
  'one of two sections': { scope: ['C', 'L'], prefills, answers: [...answers] },
};

describe.each(instrument.languages)('in %s', (language) => {
  it.each(Object.entries(orders))('%s equals the output of exceljs, cell by cell', async (_, over) => {
    const order = anOrder({ ...over, language });
    const [filled, whole] = [await writeWorkbook(order), await writeByExceljs(order)];
    expect(await meaningOf(filled)).toEqual(await meaningOf(whole));
    // Made from the template, and not written again by exceljs.
    expect(Buffer.compare(filled, whole)).not.toBe(0);
  });
});

it('a workbook contains nothing of another country or of the template', async () => {
  await writeWorkbook(
    anOrder({ country: { code: 'XQQ', name: 'Quellmark' }, answers: [{ id: 'K07', typed: 'quellword' }] }),
  );
  const parts = await partsOf(await writeWorkbook(anOrder({ country: countries[0]! })));
  for (const [path, xml] of parts)
    for (const left of ['Quellmark', 'XQQ', 'quellword', 'gap-first', 'gap-second', 'gap-text', '1990'])
      expect(xml.includes(left), `${left} in ${path}`).toBe(false);
});

it('every referenced text is in the shared strings, whose counts are right', async () => {
  const parts = await partsOf(await writeWorkbook(anOrder({ prefills, answers: [...answers] })));
  const table = parts.get('xl/sharedStrings.xml')!;
  const held = table.match(/<si>/g)!.length;
  const sheets = [...parts].filter(([path]) => path.startsWith('xl/worksheets/')).map(([, xml]) => xml);
  const referred = sheets.flatMap((xml) => [...xml.matchAll(/ t="s"><v>(\d+)/g)].map(([, at]) => Number(at)));
  expect(Math.max(...referred)).toBeLessThan(held);
  expect(table).toContain(`count="${referred.length}" uniqueCount="${held}"`);
});

function everyPrefill(): WorkbookOrder['prefills'] {
  return [...cellsOfInstrument(instrument).values()].map(({ id, type, list }) => {
    const value = list?.choices[0]?.name ?? (type === 'date' ? '2024-05-06' : type === 'text' ? `Text of ${id}` : 2);
    return { id, value, source: 'cybercrime-2024', date: '2024-06-30' };
  });
}

/**
 * Everything in a workbook as read by exceljs: values, styles, heights, validations, protection, names, headers,
 * properties.
 */
async function meaningOf(bytes: Uint8Array): Promise<unknown> {
  const { worksheets, definedNames, title, subject, creator, created, modified, views } = await open(bytes);
  return {
    about: { title, subject, creator, created, modified, views },
    names: definedNames.model,
    sheets: worksheets.map(({ model }) => ({ ...model, dimensions: undefined })),
  };
}

it('the languages are all those of the questionnaire, including a right-to-left one', () => {
  expect(instrument.languages.map((code) => texts.language(code).direction)).toContain('rtl');
});
