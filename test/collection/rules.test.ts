import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContent } from '../../src/collection/content.ts';
import { safeFileName } from '../../src/collection/upload/file-name.ts';

describe('the treaty answers of the cybercrime questionnaire', () => {
  it('name only choices of their questions', () => {
    const root = join(import.meta.dirname, '../..');
    const content = openContent(root);
    const versions = content.instruments().filter(({ id }) => id === 'cybercrime');
    expect(versions.length).toBeGreaterThanOrEqual(2);
    for (const instrument of versions) {
      const { agreeing, prefill } = content.treatyAnswers(instrument.id);
      const about = [...instrument.questions.values()].filter(({ treaties }) => treaties.length > 0);
      expect(about.length).toBeGreaterThan(0);
      for (const { list } of about) {
        const known = new Set(instrument.lists.get(list!)!.choices.map(({ name }) => name));
        for (const choice of [...[...agreeing.values()].flatMap((set) => [...set]), ...prefill.values()]) {
          expect(known).toContain(choice);
        }
      }
    }
  });
});

describe('the name of an uploaded file', () => {
  it.each([
    ['Réponse AAA.xlsx', 'Réponse AAA.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\réponse.xlsx', 'réponse.xlsx'],
    ['a\r\nSet-Cookie: x.xlsx', 'aSet-Cookie_ x.xlsx'],
    ['invoice\u202Excslx.exe', 'invoicexcslx.exe'],
    ['"quoted"; filename=x', '_quoted__ filename=x'],
    ['.hidden', 'hidden'],
    ['\u0000\u200B', 'workbook.xlsx'],
    ['', 'workbook.xlsx'],
  ])('%j is stored as %j', (given, kept) => {
    expect(safeFileName(given)).toBe(kept);
  });

  it('is truncated before its extension', () => {
    const name = safeFileName(`${'é'.repeat(300)}.xlsx`);
    expect([...name]).toHaveLength(120);
    expect(name.endsWith('é.xlsx')).toBe(true);
  });
});
