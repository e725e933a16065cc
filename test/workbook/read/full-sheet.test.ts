import { describe, expect, it } from 'vitest';
import { answerOf, check, written } from '../checked.ts';
import { withParts } from '../zip.ts';

const sound = await written({ scope: ['B', 'C'], answers: [{ id: 'C04', value: 3, evidence: 'Art. 5' }] });
/** The sheet of section B, filled with other content below its rows. */
const filled = (rows: number, cells: (row: number) => string) =>
  check(
    withParts(sound, {
      'xl/worksheets/sheet2.xml': (xml) =>
        xml.replace(
          '</sheetData>',
          `${Array.from({ length: rows }, (_, at) => `<row r="${at + 1000}">${cells(at + 1000)}</row>`).join('')}</sheetData>`,
        ),
    }),
  );
const text = (cell: string, said: string) => `<c r="${cell}" t="inlineStr"><is><t>${said}</t></is></c>`;

describe('a sheet with much other content', () => {
  it('does not prevent the reading of other sheets, and unread content is counted', () => {
    const checked = filled(3000, (row) =>
      ['S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'AA'].map((letter) => text(`${letter}${row}`, `x${row}`)).join(''),
    );
    expect(answerOf(checked, 'C04').value).toBe(3);
    expect(checked.reported[0]).toMatchObject({ code: 'cells_beyond', sheet: answerOf(checked, 'B01').sheet });
  });

  it('gets a readable number of findings, with the number of further ones', () => {
    const { findings } = filled(2000, (row) => text(`A${row}`, `Z${row % 90}x`) + text(`G${row}`, 'yes'));
    const codes = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(codes.filter((code) => code === 'code_unknown')).toHaveLength(250);
    expect(findings.find(({ code }) => code === 'more_alike')).toMatchObject({
      severity: 'error',
      details: { count: 1750 },
    });
  });
});
