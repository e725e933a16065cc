import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../house/source.ts';
import { answerOf, check, readOf, readTyped, written } from '../checked.ts';
import { withParts } from '../zip.ts';

const caseFile = (name: string) => check(readFileSync(join(root, 'test/cases/workbooks', `${name}.xlsx`)));
const codesAt = (checked: ReturnType<typeof check>, cell: string) =>
  checked.findings.filter((one) => one.cell === cell).map(({ code }) => code);

async function withEvidence(evidence: string) {
  const checked = check(await written({ scope: ['C'], answers: [{ id: 'C01', value: 4, evidence }] }));
  return { checked, evidence: answerOf(checked, 'C01').evidence, codes: readOf(checked, 'C01').codes };
}

describe('a placeholder text', () => {
  it.each([
    ['-'],
    ['–'],
    ['—'],
    ['…'],
    ['...'],
    ['?'],
    ['??'],
    ['n/a'],
    ['N.A.'],
    ['N/A.'],
    ['none'],
    ['None.'],
    ['xxx'],
    ['XX'],
    ['tbd'],
    ['T.B.D.'],
    ['to be completed'],
    ['s/o'],
    ['néant'],
    ['NEANT'],
    ['sans objet'],
    ['à compléter'],
    ['r.a.s.'],
    ['/'],
    ['*'],
    ['✓'],
    ['0'],
    ['"'],
    ['\u00a0-\u00a0'],
    ['_____'],
    ['https://'],
    ['http:'],
    ['HTTPS://www.'],
    ['www.'],
    ['(https://)'],
  ])('%s is no evidence', async (typed) => {
    expect(await withEvidence(typed)).toMatchObject({ evidence: null, codes: ['evidence_wanted'] });
  });

  it.each([
    ['Art. 2'],
    ['§ 5'],
    ['Law 12/2019'],
    ['no. 5 of 2019'],
    ['see https://laws.example.org/5'],
    ['https://laws.example.org'],
    ['www.laws.example.org'],
  ])('%s is evidence', async (typed) => {
    expect(await withEvidence(typed)).toMatchObject({ evidence: typed, codes: [] });
  });

  it('is no reason or comment either', async () => {
    const answers = [{ id: 'C01', state: 'not_known', reason: 'n/a', comment: '?', note: 'tbc' }] as const;
    const checked = check(await written({ scope: ['C'], answers }));
    expect(answerOf(checked, 'C01')).toMatchObject({ reason: null, comment: null, note: null });
    expect(readOf(checked, 'C01').codes).toEqual(['reason_wanted_not_known']);
  });

  it('does not remove the finding that something is missing (placeholder-as-reason)', () => {
    const { findings, answers } = caseFile('placeholder-as-reason');
    expect(findings.filter(({ code }) => code === 'evidence_wanted')).toHaveLength(4);
    expect(answers.filter(({ evidence, reason, comment }) => evidence ?? reason ?? comment)).toEqual([]);
  });
});

describe('a location that only the author can open', () => {
  const places = [
    'C:\\Users\\jane.doe\\Documents\\law.pdf',
    'c:/Users/jane.doe/law.pdf',
    'Z:\\law.pdf',
    '\\\\server01\\jane.doe\\law.pdf',
    '//server01/jane.doe/law.pdf',
    'file:///C:/Users/jane.doe/law.pdf',
    'FILE://server/jane.doe',
    'smb://nas/jane.doe/law.pdf',
    '/home/jane.doe/law.pdf',
    '/Users/jane.doe/Desktop/law.pdf',
    '~/jane.doe.pdf',
    '%USERPROFILE%\\jane.doe\\law.pdf',
    '..\\jane.doe\\law.pdf',
    'Documents\\jane.doe\\law.pdf',
    'jane.doe.pdf',
    'http://localhost:8080/jane.doe',
    'http://127.0.0.1/jane.doe',
    'https://intranet/jane.doe/law',
    'http://portal.ministry.local/jane.doe',
    'http://10.1.2.3/jane.doe',
    'http://192.168.0.4/jane.doe',
    'http://172.16.0.9/jane.doe',
    'https://jane.doe:secret@laws.example.org/',
    'mailto:jane.doe@justice.example',
    'jane.doe@justice.example',
    'https://justice-my.sharepoint.com/personal/jane.doe/law.pdf',
  ];
  it.each(places)('%s is no evidence, and is neither kept nor quoted', async (place) => {
    const { checked, evidence, codes } = await withEvidence(place);
    expect(evidence).toBeNull();
    expect(codes).toEqual(['evidence_link', 'evidence_wanted']);
    expect(JSON.stringify(checked)).not.toContain('jane');
  });

  it.each(places)('%s after an article leaves the article', async (place) => {
    const { checked, evidence } = await withEvidence(`Criminal Code, Art. 12\n${place}`);
    expect(evidence).toBe('Criminal Code, Art. 12');
    expect(JSON.stringify(checked)).not.toContain('jane');
  });

  it.each([
    'https://laws.example.org/c:/5',
    'Art. 5: and/or 6',
    'http://www.justice.example/home/laws/5.pdf',
    'Law A/B/C',
    'https://example.org:8443/x',
    'https://laws.example.org/find?to=a',
    'https://192.0.2.7/law',
    'Ratio 3:4',
    'https://justice.sharepoint.com/sites/public/law.pdf',
  ])('%s is evidence', async (typed) => {
    expect(await withEvidence(typed)).toMatchObject({ evidence: typed, codes: [] });
  });

  it('is removed from comments and reasons, which may be published, and kept in the note', async () => {
    const place = 'see C:\\Users\\jane.doe\\law.pdf';
    const answers = [{ id: 'C01', state: 'not_known', reason: place, comment: place, note: place }] as const;
    const answer = answerOf(check(await written({ scope: ['C'], answers })), 'C01');
    expect(answer).toMatchObject({ reason: 'see', comment: 'see', note: place });
  });

  it('is found in the case (evidence-on-own-disk)', () => {
    const checked = caseFile('evidence-on-own-disk');
    expect(checked.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['evidence_link', 'evidence_wanted']),
    );
    expect(JSON.stringify(checked.answers)).not.toMatch(/Users|\\\\/);
  });
});

describe('a cell that a spreadsheet has converted', () => {
  const styles = { date: 14, time: 20, percentage: 9, fraction: 12, scientific: 11, 'two-digit fraction': 13 };
  /** The cell of a column as a number with a built-in format. */
  async function made(cell: string, xml: string, format: number) {
    const bytes = await written({ scope: ['C'], answers: [{ id: 'C01', value: 1, evidence: 'x1', comment: 'x2' }] });
    let style = 0;
    return check(
      withParts(bytes, {
        'xl/styles.xml': (text) =>
          text.replace(/<cellXfs count="(\d+)">/, (_, count: string) => {
            style = 0;
            return `<cellXfs count="${Number(count) + 1}"><xf numFmtId="${format}" fontId="0" fillId="0" borderId="0"/>`;
          }),
        'xl/worksheets/sheet2.xml': (text) =>
          text
            .replaceAll(/ s="(\d+)"/g, (_, own: string) => ` s="${Number(own) + 1}"`)
            .replace(new RegExp(`<c r="${cell}"[^>]*?(/>|>.*?</c>)`), `<c r="${cell}" s="${style}"${xml}</c>`),
      }),
    );
  }
  it.each(Object.entries(styles))('a %s is an error as evidence and as a comment', async (_, format) => {
    for (const cell of ['L6', 'J6']) {
      const checked = await made(cell, '><v>0.5</v>', format);
      expect(codesAt(checked, cell), cell).toContain(format === 14 ? 'text_turned' : 'text_turned');
      expect(checked.outcome).toBe('errors');
      expect(answerOf(checked, 'C01')).toMatchObject({ state: 'answered', value: 1 });
    }
  });
  it('so are a boolean and a number with an exponent', async () => {
    expect(codesAt(await made('L6', ' t="b"><v>1</v>', 0), 'L6')).toContain('text_turned');
    expect(codesAt(await made('L6', '><v>1.2E+21</v>', 0), 'L6')).toContain('text_turned');
    expect(answerOf(await made('L6', '><v>2016</v>', 0), 'C01').evidence).toBe('2016');
  });
  it('is found in the case (text-turned-into-date)', () => {
    const checked = caseFile('text-turned-into-date');
    expect(checked.outcome).toBe('errors');
    expect(checked.findings.filter(({ code }) => code === 'text_turned').map(({ cell }) => cell)).toEqual([
      'G10',
      'L6',
      'G29',
    ]);
    expect(answerOf(checked, 'K07').value).toBeNull();
  });
});

describe('a link', () => {
  const formula = (text: string) => `<c r="L6" t="str"><f>${text}</f><v>Criminal Code</v></c>`;
  const linked = async (text: string) =>
    check(
      withParts(await written({ scope: ['C'], answers: [{ id: 'C01', value: 4, evidence: 'x' }] }), {
        'xl/worksheets/sheet2.xml': (xml) => xml.replace(/<c r="L6"[^>]*>.*?<\/c>/, formula(text)),
      }),
    );
  it('from a HYPERLINK formula is read as its address', async () => {
    const checked = await linked('HYPERLINK("https://laws.example.org/12","Criminal Code")');
    expect(answerOf(checked, 'C01').evidence).toBe('Criminal Code (https://laws.example.org/12)');
    expect(checked.outcome).toBe('clean');
  });
  it.each([
    ['HYPERLINK("C:\\Users\\jane.doe\\law.pdf","Criminal Code")'],
    ['HYPERLINK("https://laws.example.org/"&amp;A1)'],
    ['HYPERLINK("javascript:alert(1)","Criminal Code")'],
  ])('%s is not', async (text) => {
    const checked = await linked(text);
    expect(answerOf(checked, 'C01').evidence).toBeNull();
    expect(checked.findings[0]!.code).toBe('formula_in_remark');
  });
});

describe('struck-through text', () => {
  it('is not read, in a complete cell or a part of it (struck-through)', () => {
    const checked = caseFile('struck-through');
    expect(checked.outcome).toBe('errors');
    expect(checked.findings.filter(({ code }) => code === 'struck_through').map(({ cell }) => cell)).toEqual([
      'G6',
      'G29',
    ]);
    expect(answerOf(checked, 'C01')).toMatchObject({ state: 'blank', value: null });
    expect(answerOf(checked, 'K07')).toMatchObject({ state: 'blank', value: null });
  });
  const run = (text: string, struck: string) => `<r><rPr>${struck}<sz val="10"/></rPr><t>${text}</t></r>`;
  it.each([
    ['an inline text', `${run('We have none.', '<strike/>')}${run(' Three.', '')}`, ['struck_through']],
    ['one with struck-through switched off', `${run('We have none.', '<strike val="0"/>')}${run(' Three.', '')}`, []],
    ['a struck space', `${run(' ', '<strike/>')}${run('Three.', '')}`, []],
  ])('%s', async (_, runs, codes) => {
    const bytes = withParts(await written({ scope: ['K'], answers: [{ id: 'K07', value: 'x' }] }), {
      'xl/worksheets/sheet2.xml': (xml) =>
        xml.replace(/<c r="G29"([^>]*?) t="s"[^>]*>.*?<\/c>/, `<c r="G29"$1 t="inlineStr"><is>${runs}</is></c>`),
    });
    expect(codesAt(check(bytes), 'G29')).toEqual(codes);
  });
});

describe('two values in one cell', () => {
  it('are never one number (two-lines-one-number)', () => {
    const checked = caseFile('two-lines-one-number');
    expect(checked.outcome).toBe('errors');
    expect(checked.counts.answered).toBe(0);
    expect(checked.findings.filter(({ code }) => code === 'values_several')).toHaveLength(3);
  });
  it.each([
    ['15\n200', 'values_several'],
    ['15\r\n200', 'values_several'],
    ['15\t200', 'values_several'],
    ['15\u2028200', 'values_several'],
    ['15\u2029200', 'values_several'],
    ['15\u0085200', 'values_several'],
    ['15; 200', 'values_several'],
    ['15  200', 'values_several'],
    ['15\u00a0\u00a0200', 'values_several'],
    ['1 234\n5', 'values_several'],
    ['15\n', 15],
    ['\n15', 15],
    ['15 200', 15200],
    ['15\u00a0200', 15200],
    ['15\u202f200', 15200],
    ['15\u2009200', 15200],
    ['1 234 567', 1234567],
    ['15 20', 'not_a_number'],
    ['1 2345', 'not_a_number'],
    ['1234 567', 'not_a_number'],
    ["1 234'567", 'not_a_number'],
    ["1'234'567", 1234567],
    ['-\n15', 'not_a_number'],
    ['15/200', 'not_a_number'],
    ['15\nofficers', 'number_with_words'],
    ['15 officers', 'number_with_words'],
    ['12 %', 'number_percent'],
    ['1\u2019234', 1234],
    ['١٢', 12],
    ['१२', 12],
    ['１２', 12],
  ])('%j is %s', async (typed, expected) => {
    const { value, codes } = await readTyped('G05.police', typed);
    expect(value ?? codes[0]).toBe(expected);
  });
  it.each([['2026-01-31\n2026-02-01'], ['2026-01-31 10:00 2026-02-01'], ['31\n1\n2026'], ['2026-01-31; 2026-02-01']])(
    'nor one date: %j',
    async (typed) => {
      const { value, codes } = await readTyped('A02', typed);
      expect(value).toBeNull();
      expect(codes).toHaveLength(1);
    },
  );
});
