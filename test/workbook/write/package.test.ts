import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/workbook/index.ts';
import { anOrder, partsOf, texts } from '../a-workbook.ts';

const parts = writeWorkbook(
  anOrder({ prefills: [{ id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' }] }),
).then(partsOf);

/** Requirements of Excel for opening a file without offering to repair it. */
describe('the file itself', () => {
  it('is well-formed XML throughout', async () => {
    const broken: string[] = [];
    for (const [path, xml] of await parts) {
      const parser = new SaxesParser();
      parser.on('error', ({ message }) => broken.push(`${path}: ${message}`));
      parser.write(xml).close();
    }
    expect(broken).toEqual([]);
  });

  it('has the elements of a sheet in the order of the standard', async () => {
    const order = [
      ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetProtection'],
      ...['conditionalFormatting', 'dataValidations', 'pageMargins', 'pageSetup', 'headerFooter'],
    ];
    for (const [path, elements] of await topElements()) {
      const places = elements.map((name) => order.indexOf(name));
      expect(places, `${path}: ${elements.join(' ')}`).toEqual(places.toSorted((a, b) => a - b));
      expect(places, path).not.toContain(-1);
    }
  });

  it('refers only to existing sheets, with names that every program accepts', async () => {
    const book = (await parts).get('xl/workbook.xml')!;
    const sheets = [...book.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name!);
    expect(new Set(sheets.map((name) => name.toLowerCase())).size).toBe(sheets.length);
    expect(sheets.every((name) => name.length <= 31 && !/[[\]:*?/\\]|^'|'$/.test(name))).toBe(true);
    const names = [...book.matchAll(/<definedName name="([^"]+)"[^>]*>([^<]+)</g)].map(
      ([, name, range]) => [name!, range!.replaceAll('&apos;', "'")] as const,
    );
    expect(names.length).toBeGreaterThan(60);
    for (const [name, range] of names) {
      expect(name).toMatch(/^(_xlnm\.Print_Titles|gap_[A-Za-z_]+)$/);
      const sheet = /^'?([^'!]+)'?!\$/.exec(range)?.[1];
      expect(sheets, `${name} ${range}`).toContain(sheet);
    }
  });

  it('has dropdown lists by defined name, with texts within the limits of Excel', async () => {
    const all = await parts;
    const names = new Set([...all.get('xl/workbook.xml')!.matchAll(/definedName name="([^"]+)"/g)].map(([, n]) => n!));
    const validations = [...all.values()].flatMap((xml) => xml.match(/<dataValidation .*?<\/dataValidation>/gs) ?? []);
    expect(validations.length).toBeGreaterThan(100);
    for (const validation of validations) {
      const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(validation)?.[1] ?? '';
      expect(attribute('promptTitle').length).toBeLessThanOrEqual(32);
      expect(attribute('errorTitle').length).toBeLessThanOrEqual(32);
      expect(attribute('prompt').length).toBeLessThanOrEqual(255);
      expect(attribute('error').length).toBeLessThanOrEqual(255);
      const formula = /<formula1>(.*?)<\/formula1>/.exec(validation)![1]!;
      expect(formula.length).toBeLessThanOrEqual(255);
      if (attribute('type') === 'list') expect(names).toContain(formula);
    }
  });

  it('has formulas within the limits of Excel, each with its result', async () => {
    for (const xml of (await parts).values()) {
      for (const [, formula, value] of xml.matchAll(/<f>([^<]*)<\/f>(<v>[^<]*<\/v>)?/g)) {
        expect(formula!.length).toBeLessThan(8192);
        expect(value, formula).toBeDefined();
      }
    }
  });

  it('lets rows to fill in grow with their content, and has column widths in a unit that all programs share', async () => {
    const all = await parts;
    const offences = [...all].find(([, xml]) => xml.includes('<pane '))![1];
    expect(offences).toMatch(/<row r="6" ht="\d+"(?! customHeight)/);
    expect(offences).toMatch(/<row r="5" ht="\d+" customHeight="1"/);
    expect(all.get('xl/styles.xml')).toMatch(/<fonts[^>]*><font><sz val="10"\/><name val="Arial"\/>/);
  });

  it('has no notes, macros, external links or other parts that the guard refuses', async () => {
    expect(
      [...(await parts).keys()].filter((path) => /vba|comments|externalLink|embeddings|drawing/.test(path)),
    ).toEqual([]);
    const relations = [...(await parts)].filter(([path]) => path.endsWith('.rels')).map(([, xml]) => xml);
    expect(relations.some((xml) => xml.includes('TargetMode="External"'))).toBe(false);
  });

  it('is right-to-left for such a language', async () => {
    const rightToLeft = {
      ...texts,
      language: (code: string) => ({ ...texts.language(code), direction: 'rtl' as const }),
    };
    const mirrored = partsOf(await writeWorkbook(anOrder({ texts: rightToLeft })));
    // LibreOffice orders a text by the cell, not by its letters.
    const styles = mirrored.get('xl/styles.xml')!;
    expect(styles.match(/readingOrder="2"/g)!.length).toBeGreaterThan(20);
    const views = [...mirrored.values()].flatMap((xml) => xml.match(/<sheetView [^>]*>/g) ?? []);
    expect(views.filter((view) => view.includes('rightToLeft="1"')).length).toBeGreaterThanOrEqual(13);
  });

  async function topElements(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const [path, xml] of await parts) {
      if (!path.startsWith('xl/worksheets/sheet')) continue;
      const elements: string[] = [];
      let depth = 0;
      const parser = new SaxesParser();
      parser.on('opentag', ({ name }) => {
        if (depth === 1 && elements.at(-1) !== name) elements.push(name);
        depth += 1;
      });
      parser.on('closetag', () => {
        depth -= 1;
      });
      parser.write(xml).close();
      found.set(path, elements);
    }
    return found;
  }
});
