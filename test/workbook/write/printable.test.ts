import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/questionnaire/index.ts';
import { writePrintable } from '../../../src/workbook/index.ts';
import { instrument, texts } from '../a-workbook.ts';

const page = writePrintable({ instrument, cycle: 'cybercrime-2026', language: 'en', texts });

/** The content between a question's heading and the next. */
const article = (code: string) => new RegExp(`<article [^>]*id="${code}">.*?</article>`, 's').exec(page)![0];

describe('the printed questionnaire', () => {
  it('has every question once, with its wording', () => {
    const codes = [...page.matchAll(/<article [^>]*id="([A-Z]\d\d)"/g)].map(([, code]) => code);
    expect(codes).toEqual([...instrument.questions.keys()]);
    expect(article('C04')).toContain('System interference: seriously hindering a system');
  });

  it('explains in words when a question is relevant', () => {
    expect(article('B11')).toContain('Asked only if: B10 is “2 – works in part or case by case” or more.');
    expect(article('L04')).toContain('Asked only if: L03, in the same row, is “2 – medium” or more.');
  });

  it('has a checkbox for each choice, and a line for each row of a grid', () => {
    expect(article('C04').match(/☐ \d – /g)).toHaveLength(5);
    const areas = cellsOf(instrument, instrument.questions.get('L03')!).length;
    expect(article('L03').match(/<td class="tick">/g)).toHaveLength(areas * 5);
    expect(article('L08').match(/<th scope="row">/g)).toHaveLength(8);
  });

  it('is self-contained and has no script', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe)|src=|url\(|@import/);
  });

  it('is well-formed: every element that is opened is closed', () => {
    const open = page.replace(/^<!doctype html>/, '').replace(/<meta ([^>]*)>/g, '<meta $1/>');
    const faults: string[] = [];
    const parser = new SaxesParser({ fragment: false });
    parser.ENTITIES.emsp = ' ';
    parser.on('error', ({ message }) => faults.push(message));
    parser.write(open).close();
    expect(faults).toEqual([]);
  });

  it('marks a language whose texts await review', () => {
    expect(page).not.toContain('not been reviewed');
    const spanish = writePrintable({ instrument, cycle: 'cybercrime-2026', language: 'es', texts });
    expect(spanish).toContain('<html lang="es" dir="ltr">');
    expect(spanish).toContain('aún no han sido revisados');
  });

  it('can have only selected sections', () => {
    const two = writePrintable({ instrument, cycle: 'cybercrime-2026', language: 'en', scope: ['C', 'D'], texts });
    expect(two.match(/<section /g)).toHaveLength(2);
  });
});
