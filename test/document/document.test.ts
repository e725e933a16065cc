import { readFileSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { type DocumentBlock, type DocumentContent, openDocumentWriter } from '../../src/document/index.ts';
import { isKept, notesAfter } from '../../src/document/keep.ts';
import { fitToPages } from '../../src/document/pdf/write-pdf.ts';
import { columnWeights, titleWithBreaks, widthsOf, withBreaks } from '../../src/document/table-weights.ts';
import { convert, soffice } from '../libreoffice.ts';
import { partDays } from '../part-days.ts';

const writer = openDocumentWriter();
afterAll(() => writer.close());

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200"><rect width="90" height="50"/></svg>';
const table = (rows: number, name: string): DocumentBlock => ({
  kind: 'table',
  table: {
    caption: 'Needs',
    columns: [
      { title: 'Area', as: 'text' },
      { title: 'Need', as: 'number' },
    ],
    rows: Array.from({ length: rows }, (_, at) => [{ text: `${name} ${at + 1}` }, { text: '12', under: '10 to 14' }]),
  },
});
const document = (blocks: readonly DocumentBlock[], more: Partial<DocumentContent> = {}): DocumentContent => ({
  facts: {
    title: 'Avalon & Brenia',
    language: 'en',
    direction: 'ltr',
    lines: [{ name: 'Release', text: 'r-1' }],
    foot: ['Illustrative. Source: the plan'],
    mark: 'Illustrative',
    date: '2026-03-01T00:00:00Z',
  },
  kind: 'Country brief',
  subtitle: 'Boreal Shore',
  pageOf: 'Page {page} of {pages}',
  furtherRows: 'Further rows: {count}',
  mostPages: null,
  contents: null,
  blocks: [
    { kind: 'heading', level: 1, text: 'In short' },
    { kind: 'paragraph', text: '#strong[not] *Typst* = <script>', look: 'plain' },
    {
      kind: 'picture',
      svg,
      width: 300,
      height: 200,
      alt: 'A drawing of one bar',
      keys: [{ swatch: svg, text: 'bar' }],
    },
    ...blocks,
  ],
  ...more,
});
const pdf = async (content: DocumentContent) =>
  Buffer.from(await writer.write({ what: 'pdf', document: content })).toString('latin1');
const pagesOf = (text: string) => text.match(/\/Type ?\/Page\b(?!s)/g)!.length;

describe('a document as PDF', () => {
  it('is PDF/UA-1: tagged, with title, language, alternative texts and tables with repeated headers', async () => {
    const text = await pdf(document([table(120, 'Training')]));
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    for (const mark of [
      '/StructTreeRoot',
      '/Lang (en)',
      '/Alt (A drawing of one bar)',
      '/S /Table',
      '/S /TH',
      // The title and the headings below it.
      '/S /H1',
      '/S /H2',
    ])
      expect(text.replaceAll(/\/(Lang|Alt|S)(?=[(/])/g, '/$1 ')).toContain(mark);
    expect(text).toContain('/DisplayDocTitle true');
    expect(pagesOf(text)).toBeGreaterThan(2);
  });

  it('has no text outside its pages, with answers of any length', async () => {
    const long = 'A country with a very long name that goes on and on, and then on again';
    const blocks = [table(24, long), table(24, long), table(24, long)];
    expect(pagesOf(await pdf(document(blocks)))).toBeGreaterThan(2);
    expect(pagesOf(await pdf(document(blocks, { mostPages: 2 })))).toBe(2);
  });

  it('has at most its number of pages, however much it has to show, and states what it leaves out', async () => {
    const long = 'A country with a very long name that goes on and on, and then on again';
    for (const rows of [150, 400]) {
      const content = document([table(rows, long), table(9, long)], { mostPages: 2 });
      expect(pagesOf(await pdf(content))).toBe(2);
      const docx = unzipSync(await writer.write({ what: 'docx', document: content }));
      const [, further] = /Further rows: (\d+)/.exec(new TextDecoder().decode(docx['word/document.xml'])) ?? [];
      expect(Number(further)).toBeGreaterThan(rows / 10);
    }
  });

  it('has the largest letters that its number of pages allows, and illegible drawings only after these', () => {
    const tall = { kind: 'picture', svg, width: 300, height: 700, alt: 'Tall', keys: [] } as const;
    const fitted = Array.from({ length: 27 }, (_, at) =>
      fitToPages(document([tall, table(30 + 4 * at, 'Training of judges')], { mostPages: 2 })),
    );
    // Each page more of content makes letters smaller, one size after another, and then drawings.
    const order = fitted.map(({ scale, smallDrawings }) => scale - Number(smallDrawings));
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(new Set(order).size).toBeGreaterThan(6);
    expect(order).toContain(0.72);
  });

  it('has no letters below 9 points as DOCX, unless a number of pages asks for smaller ones', async () => {
    const blocks: DocumentBlock[] = [
      table(12, 'Training'),
      { kind: 'facts', facts: [{ figure: '12', text: 'countries', note: 'of 20' }] },
      { kind: 'paragraph', text: 'A note.', look: 'note' },
    ];
    const docx = await writer.write({ what: 'docx', document: document(blocks, { mostPages: null }) });
    const sizes = Object.entries(unzipSync(docx))
      .filter(([name]) => name.startsWith('word/') && name.endsWith('.xml'))
      .flatMap(([, xml]) =>
        [...strFromU8(xml).matchAll(/<w:sz(?:Cs)? w:val="(\d+)"/g)].map(([, size]) => Number(size)),
      );
    expect(sizes.length).toBeGreaterThan(10);
    // In half points.
    expect(Math.min(...sizes)).toBe(18);
  });

  it.skipIf(soffice === null)('has at most its number of pages as DOCX too, in LibreOffice', async () => {
    const texts = 'Drafting of law; training of trainers; procedures and forms; equipment; mentoring; peer review';
    for (const rows of [14, 150]) {
      const content = document([table(rows, texts), table(9, texts)], { mostPages: 2 });
      const docx = await writer.write({ what: 'docx', document: content });
      expect(pagesOf(Buffer.from(await convert(docx, 'pdf', 'docx')).toString('latin1'))).toBeLessThanOrEqual(2);
    }
  });

  it('starts a chapter on the page of the one before if there is room, and its contents take one page', async () => {
    const chapters = Array.from({ length: 8 }, (_, at): DocumentBlock[] => [
      { kind: 'heading', level: 1, text: `Chapter ${at}`, chapter: true },
      { kind: 'paragraph', text: 'What it shows.', look: 'lede' },
      { kind: 'heading', level: 2, text: 'In short' },
      { kind: 'paragraph', text: 'One sentence.', look: 'plain' },
    ]).flat();
    expect(pagesOf(await pdf(document(chapters, { contents: 'Contents' })))).toBe(3);
  });

  it('moves a low table to the next page as a whole, and has the notes of a long one before it', async () => {
    const note: DocumentBlock = { kind: 'paragraph', text: 'As of each entry.', look: 'dated' };
    const full = Array.from(
      { length: 34 },
      (_, at): DocumentBlock => ({ kind: 'paragraph', text: `Line ${at}`, look: 'plain' }),
    );
    expect(pagesOf(await pdf(document([...full, table(12, 'Training'), note])))).toBe(2);
    // A table of exactly two pages with a note is no third page.
    for (const rows of [60, 70, 80, 90]) {
      const [alone, noted] = [[table(rows, 'Training')], [table(rows, 'Training'), note]];
      const more = pagesOf(await pdf(document(noted))) - pagesOf(await pdf(document(alone)));
      expect(more).toBeLessThanOrEqual(1);
    }
  });

  it('is byte-identical for the same content at any time', async () => {
    const one = document([]);
    expect(await pdf(one)).toBe(await pdf(one));
  });
});

describe('what stays on one page', () => {
  const paragraph = (look: 'plain' | 'lede' | 'note' | 'dated'): DocumentBlock => ({
    kind: 'paragraph',
    text: 'A',
    look,
  });
  const picture: DocumentBlock = { kind: 'picture', svg, width: 3, height: 2, alt: '', keys: [] };

  it('is a figure with the sentence before it and the notes after it', () => {
    expect(isKept(paragraph('plain'), picture)).toBe(true);
    expect(isKept(paragraph('plain'), table(1, 'a'))).toBe(true);
    expect(isKept(paragraph('plain'), paragraph('plain'))).toBe(false);
    const blocks = [picture, paragraph('note'), paragraph('dated'), paragraph('plain'), paragraph('note')];
    expect(notesAfter(blocks, 0)).toEqual(blocks.slice(1, 3));
    expect(notesAfter(blocks, 3)).toEqual([]);
  });

  it('is not a picture with notes that would not fit below it', () => {
    expect(notesAfter([picture, { kind: 'paragraph', text: 'Long. '.repeat(400), look: 'note' }], 0)).toEqual([]);
  });
});

describe('the cells of a table', () => {
  it('break words that are wider than their column, addresses after their signs, and no others', () => {
    const broken = (text: string, width: number) => withBreaks({ text }, width).text.split('\u200b');
    expect(broken('coe.int/en/web/cybercrime', 12)).toEqual(['coe.', 'int/', 'en/', 'web/', 'cybercrime']);
    expect(broken('Cybercrime@Octopus', 12)).toEqual(['Cybercrime@', 'Octopus']);
    expect(broken('конфиденциальность', 30)).toEqual(['конфиденциальность']);
    expect(withBreaks({ text: 'конфиденциальность' }, 8).text.split('\u00ad')).toEqual(
      'кон-фи-ден-ци-аль-ность'.split('-'),
    );
    expect(broken('Herzegovina', 10)).toEqual(['Herzegovina']);
    expect(broken('Training of prosecutors', 12)).toEqual(['Training of prosecutors']);
    // Arabic letters are joined, and Chinese may be broken anywhere.
    expect(broken('والاستراتيجيات', 5)).toEqual(['والاستراتيجيات']);
  });

  it('have every piece within their column, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const { text: broken } = withBreaks({ text }, width);
        expect(broken.replaceAll('\u200b', '')).toBe(text);
        for (const piece of broken.split(/[\s\u200b]/))
          expect(piece.length).toBeLessThanOrEqual(Math.max(width * 1.3, 9));
      }),
    );
  });
});

describe('the columns of a table', () => {
  it('leave room for the longest word of each before they are wide for long texts', () => {
    const long = 'A text with many short words that wants much of the line for itself';
    const cells = ['Hestavane', long, long, long, long, long].map((text) => ({ text }));
    const weights = columnWeights({ columns: cells.map(() => ({ title: 'A' })), rows: [cells] } as never);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    // In characters of a line of a page: the name is not broken.
    expect((weights[0]! / total) * 96).toBeGreaterThanOrEqual('Hestavane'.length + 2);
  });

  it('are wide where that makes a table shorter: for long texts, not for long rows of short ones', () => {
    const cells = ['Policy and leadership', 'Drafting of law; training of trainers; procedures and forms; equipment'];
    const rows = Array.from({ length: 9 }, () => [...cells, '30', 'medium', 'no'].map((text) => ({ text })));
    const [named, requested] = columnWeights({
      columns: ['Area', 'Requested', 'Need', 'Priority', 'Unmet'].map((title) => ({ title })),
      rows,
    } as never);
    expect(requested! / named!).toBeGreaterThan(1.6);
  });

  it('with long Russian titles fit in a line, and their words are hyphenated between syllables where they do not', () => {
    const titles = ['Область', 'Средняя потребность', 'С указанной потребностью', 'Представили ответы'];
    titles.push('Страны с неудовлетворенной потребностью', 'Неизвестно', 'Действующие проекты по сообщениям стран');
    const rows = [['Законодательство', '–', '4', '7', '1', '3', '0'].map((text) => ({ text }))];
    const weights = columnWeights({ columns: titles.map((title) => ({ title })), rows } as never);
    const widths = widthsOf(weights);
    const pieces = titles.flatMap((title, at) =>
      titleWithBreaks(title, widths[at]!)
        .split(/[\s\u00ad\u200b]/)
        .map((piece) => [piece, piece.length * 1.1 * 1.15 <= widths[at]! * 1.3]),
    );
    expect(pieces.filter(([, fits]) => !fits)).toEqual([]);
    for (const [piece] of pieces) if (piece !== 'с' && piece !== 'С') expect(piece).toMatch(/[аеёиоуыэюя]/i);
  });

  it('are wide enough for four Chinese characters, not for a whole text, which has no spaces', () => {
    const rows = [[{ text: '国际合作和全天候联络点网络的运作情况' }, { text: '50' }]];
    const [named, number] = columnWeights({ columns: [{ title: '领域' }, { title: '得分' }], rows } as never);
    expect(named! / number!).toBeGreaterThan(3);
    // In a full line, the title has no more than its four characters either.
    const long = { text: 'A text with many short words that wants much of the line for itself' };
    const filled = columnWeights({
      columns: ['领域领域领域领域领域领域', 'A', 'B'].map((title) => ({ title })),
      rows: Array.from({ length: 9 }, () => [{ text: '否' }, long, long]),
    } as never);
    expect(filled[0]).toBeLessThanOrEqual(12);
  });
});

describe('a document as DOCX', () => {
  it('has a soft hyphen as an element of its own, as the character is visible in Word', async () => {
    const russian = {
      kind: 'table',
      table: {
        caption: '',
        columns: Array.from({ length: 8 }, () => ({ title: 'Неудовлетворенной', as: 'text' })),
        rows: [],
      },
    };
    const files = unzipSync(await writer.write({ what: 'docx', document: document([russian as DocumentBlock]) }));
    const body = new TextDecoder().decode(files['word/document.xml']);
    expect(body).toContain('<w:softHyphen/>');
    expect(body).not.toContain('\u00ad');
  });

  const partsOf = async (content: DocumentContent) => {
    const files = unzipSync(await writer.write({ what: 'docx', document: content }));
    return (path: string) => new TextDecoder().decode(files[path]);
  };

  it('has the day of the release in its parts and properties, and no time of the clock', async () => {
    const bytes = await writer.write({ what: 'docx', document: document([table(3, 'Training')]) });
    expect(partDays(bytes)).toEqual(new Set(['2026-03-01']));
    const properties = new TextDecoder().decode(unzipSync(bytes)['docProps/core.xml']);
    expect(properties.match(/(?<=W3CDTF">)[^<]*/g)).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z']);
  });

  it('has real headings, tables with repeated headers and unsplit rows, and alternative texts', async () => {
    const part = await partsOf(document([table(3, 'Training')]));
    const body = part('word/document.xml');
    expect(body).toContain('<w:pStyle w:val="Heading1"/>');
    expect(body.match(/<w:tblHeader\/>/g)?.length).toBe(1);
    expect(body.match(/<w:cantSplit\/>/g)?.length).toBe(4);
    expect(body).toContain('descr="A drawing of one bar"');
    expect(body).toContain('#strong[not] *Typst* = &lt;script&gt;');
    expect(part('docProps/core.xml')).toContain('<dc:title>Avalon &amp; Brenia</dc:title>');
    expect(part('word/footer1.xml')).toMatch(/Illustrative\. Source: the plan[\s\S]*NUMPAGES/);
    expect(part('word/styles.xml')).toContain('w:styleId="Heading1"');
  });

  it('places facts and pairs side by side in a short document, and below one another in a long one', async () => {
    const facts: DocumentBlock = {
      kind: 'facts',
      facts: [
        { figure: '21', text: 'Commitment', note: null },
        { figure: '37', text: 'Capacity', note: null },
      ],
    };
    const pair: DocumentBlock = { kind: 'pair', first: [table(1, 'a')], second: [table(1, 'b')] };
    const tablesIn = async (mostPages: number | null) =>
      (await partsOf(document([facts, pair], { mostPages })))('word/document.xml').match(/<w:tbl>/g)!.length;
    expect(await tablesIn(null)).toBe(2);
    expect(await tablesIn(2)).toBe(4);
    const sizeIn = async (mostPages: number | null) =>
      Number(/<w:sz w:val="(\d+)"/.exec((await partsOf(document([], { mostPages })))('word/styles.xml'))![1]);
    expect(await sizeIn(2)).toBeLessThan(await sizeIn(null));
  });

  it('sets the rule of line heights, without which LibreOffice clips images and large letters', async () => {
    const spacings = (await partsOf(document([])))('word/styles.xml').match(/<w:spacing [^>]*w:line=[^>]*>/g) ?? [];
    expect(spacings.length).toBeGreaterThan(0);
    for (const spacing of spacings) expect(spacing).toContain('w:lineRule="auto"');
  });

  it('runs from right to left where its language does, and links its table of contents to each chapter', async () => {
    const own = document([table(1, 'x')]);
    const part = await partsOf({ ...own, facts: { ...own.facts, direction: 'rtl' }, contents: 'Contents' });
    const body = part('word/document.xml');
    expect(body).toContain('<w:bidi/>');
    expect(body).toContain('<w:bidiVisual/>');
    const [, anchor] = /<w:hyperlink[^>]*w:anchor="(\w+)"/.exec(body)!;
    expect(body).toContain(`w:name="${anchor}"`);
  });
});

describe('input that the PDF library does not handle', () => {
  const facts = { ...document([]).facts, language: 'ar', direction: 'rtl' as const };
  const picture = (text: string) => ({
    what: 'picture_pdf' as const,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" viewBox="0 0 300 40"><text x="10" y="20">${text}</text></svg>`,
    alt: 'x',
    facts,
  });

  it('is written without the directional marks of pages, since these crash the process', async () => {
    for (const text of [
      '\u202bالدرجة، من 0 إلى 100\u202c',
      '\u2067الدرجة\u2069',
      '\u202bلا بيانات (لم يقدم ردا)\u202c',
      '(لا &amp; لا)',
      '<tspan>\u202bلأغراض التوضيح\u202c</tspan><tspan>2026</tspan>',
    ])
      expect((await writer.write(picture(text))).length).toBeGreaterThan(1_000);
  });

  it.each(['Yلا1-“)(3م中', 'cé(Жcلا؛،ر', '2ل)ا“«▲«中لا'])(
    'contains as an image a text that crashes the library: %s',
    async (text) => {
      const found = Buffer.from(await writer.write(picture(text))).toString('latin1');
      expect(found).toMatch(/\/Subtype ?\/Image/);
      expect(found).toMatch(/\/Alt ?\(x\)/);
      // Its text is behind the image as invisible letters that can be searched and copied; an image alone has no font.
      expect(found).toMatch(/\/ToUnicode/);
    },
  );

  it('stays live text where the directions of its parts are set apart', async () => {
    const found = Buffer.from(await writer.write(picture('«1.b%لا2 ا“م'))).toString('latin1');
    expect(found).not.toMatch(/\/Subtype ?\/Image/);
    expect(found).toMatch(/\/ToUnicode/);
  });

  it('never causes the refusal of an image, whatever scripts its texts mix', async () => {
    const sign = fc.constantFrom(...'abXY', ...'سلاممرحبا', ...'13٣', ...' ()-.،؛«»“:/%', ...'中文▲éЖ', '\u200f');
    for (const signs of fc.sample(fc.array(sign, { minLength: 1, maxLength: 30 }), { numRuns: 300, seed: 14 })) {
      const text = signs.join('');
      expect((await writer.write(picture(text))).length, text).toBeGreaterThan(1_000);
      expect((await writer.write(picture(`\u202b${text}\u202c`))).length, text).toBeGreaterThan(1_000);
    }
  });

  it('refuses a file whose process hangs, and writes the next one', async () => {
    const limited = openDocumentWriter({ seconds: 2 });
    try {
      // Several combining marks on one letter, in a font that lacks one of them.
      const endless = limited.write(picture('a\u0301\u0302الد\u0301رجة\u0489'));
      const next = limited.write(picture('الدرجة'));
      await expect(endless).rejects.toMatchObject({ code: 'document_not_written' });
      expect((await next).length).toBeGreaterThan(1_000);
    } finally {
      await limited.close();
    }
  });

  it('ends a hanging process by wall time where the system reports no processor time', async () => {
    const limited = openDocumentWriter({ seconds: Number.POSITIVE_INFINITY, clockSeconds: 1 });
    try {
      const endless = limited.write(picture('a\u0301\u0302الد\u0301رجة\u0489'));
      await expect(endless).rejects.toMatchObject({ code: 'document_not_written' });
    } finally {
      await limited.close();
    }
  });

  it('keeps no process between two files that has grown', async () => {
    const own = () => {
      const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
      return children.filter((pid) => pid !== '' && commandOf(pid).includes('document-child'));
    };
    const others = own();
    const left = () => own().filter((pid) => !others.includes(pid));
    const [small, large] = [openDocumentWriter(), openDocumentWriter({ kept: 0 })];
    try {
      await small.write(picture('a'));
      expect(left()).toHaveLength(1);
      const written = await Promise.all(['a', 'b', 'c'].map((text) => large.write(picture(text))));
      expect(written.every(({ length }) => length > 1_000)).toBe(true);
      await expect.poll(left).toHaveLength(1);
    } finally {
      await Promise.all([small.close(), large.close()]);
    }
  });
});

/** Empty if the process has ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
