import { afterAll, describe, expect, it } from 'vitest';
import { dressPicture, type FileFacts, openDocumentWriter, pictureSize } from '../../src/document/index.ts';
import { embeddingsFromLeft } from '../../src/document/picture/direction.ts';
import { breakLines, separateLines } from '../../src/document/picture/markup.ts';
import { chunksOf } from './chunks.ts';

const writer = openDocumentWriter();
afterAll(() => writer.close());

const facts: FileFacts = {
  title: 'Scores <by> country',
  language: 'en',
  direction: 'ltr',
  lines: [
    { name: 'Unit', text: 'points' },
    { name: 'Release', text: 'r-1' },
  ],
  foot: ['Illustrative. Source: the plan, release r-1', 'Unit: points.'],
  mark: 'Illustrative',
  date: '2026-03-01',
};
const drawn =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100"><a href="../x" aria-label="Avalon: 3"><rect width="9" height="9"/></a><circle r="2" data-tip="Brenia: 4"/><text x="3" y="20">مرحبا 中文 ◔ a</text></svg>';
const picture = dressPicture(drawn, facts, 'What it shows');

describe('a line of text in an image', () => {
  it('breaks between Chinese characters, never after an opening or before a closing mark', () => {
    const text = '得分（0至100）：网络犯罪，能力；需求“差距”。'.repeat(3);
    for (let width = 30; width < 200; width += 10) {
      const lines = breakLines(text, width, 10);
      expect(lines.join('')).toBe(text);
      for (const line of lines) expect(line).toMatch(/^[^，。、；：）》”].*[^（《“]$|^.$/u);
    }
  });

  it('breaks Latin text only between words', () => {
    expect(breakLines('Scores by country', 60, 10)).toEqual(['Scores by', 'country']);
  });
});

describe('a right-to-left line, for programs that draw from the left', () => {
  // Visible marks in place of the invisible ones.
  const order = (text: string) =>
    embeddingsFromLeft(`<text>\u202b${text}\u202c</text>`)
      .replace(/<\/?text>/g, '')
      .replace(/\u200e([^\u200e]*)\u200e/g, '[$1]')
      .replaceAll('\u200f', '');

  it('has its last words first, with Latin words and numbers from the left', () => {
    expect(order('دورة 2026، الإصدار abc')).toBe('[abc]، الإصدار [2026]دورة ');
    expect(order('الترخيص: CC BY 4.0.')).toBe('.[CC BY 4.0]الترخيص: ');
    expect(order('من 0.5 إلى 1,000')).toBe('[1,000] إلى [0.5]من ');
    expect(order('لا &amp; A &amp; B')).toBe('[A &amp; B]لا &amp; ');
  });

  it('takes what marks set apart as one', () => {
    expect(order('الإصدار \u200ebdd9\u200e\u200f، 29 نوفمبر')).toBe(' نوفمبر[29]، [bdd9]الإصدار ');
  });

  it('is left alone without an embedding', () => {
    expect(embeddingsFromLeft('<text>A دورة</text>')).toBe('<text>A دورة</text>');
  });
});

describe('a text of several lines in an image', () => {
  it('is a text for each line, at its height, also where it is turned', () => {
    const lines = '<tspan>a</tspan><tspan x="0" dy="14">b</tspan><tspan x="0" dy="14">c</tspan>';
    expect(separateLines(`<text x="2" transform="translate(1,9) rotate(45)">${lines}</text>`)).toBe(
      '<text x="2" transform="translate(1,9) rotate(45)">a</text><text x="2" transform="translate(1,9) rotate(45) translate(0,14)">b</text>' +
        '<text x="2" transform="translate(1,9) rotate(45) translate(0,28)">c</text>',
    );
    expect(separateLines('<text x="2">a</text>')).toBe('<text x="2">a</text>');
  });
});

describe('a downloaded image in a right-to-left language', () => {
  it('has its whole title and source within the image, in a browser and in PNG', async () => {
    const own = { ...facts, language: 'ar', direction: 'rtl' as const, foot: ['المصدر: خطة العمل العالمية'] };
    const ink = async (title: string) => {
      const svg = dressPicture(drawn, { ...own, title }, 'x');
      return (await writer.write({ what: 'png', svg, facts: own, zoom: 1 })).length;
    };
    const titled = dressPicture(drawn, { ...own, title: 'الركائز وحدودها' }, 'x');
    expect(titled).toMatch(/text-anchor="end">\u202bالركائز وحدودها\u202c</);
    expect(titled).not.toContain('direction=');
    // Of a title that begins at its anchor only the first letter would be visible.
    const letter = (await ink('ا')) - (await ink(' '));
    expect((await ink('الركائز وحدودها')) - (await ink(' '))).toBeGreaterThan(letter + 300);
  });
});

describe('the legend of a downloaded image', () => {
  const swatch = '<svg width="16" height="16" viewBox="0 0 16 16"><circle r="3"/></svg>';
  const keys = ['one', 'two'].map((text) => ({ swatch, text }));
  const places = (direction: 'ltr' | 'rtl') => {
    const svg = dressPicture(drawn, { ...facts, direction }, 'x', keys);
    const swatches = [...svg.matchAll(/<svg x="(\d+)" y="\d+" width="16"/g)].map(([, x]) => Number(x));
    const texts = [...svg.matchAll(/<text x="(\d+)" y="\d+" font-size="12"/g)].map(([, x]) => Number(x));
    return { swatches, texts };
  };

  it('follows the reading direction: each text after its swatch', () => {
    const left = places('ltr');
    expect(left.swatches[0]).toBeLessThan(left.swatches[1]!);
    expect(left.texts[0]).toBeGreaterThan(left.swatches[0]!);
    const right = places('rtl');
    expect(right.swatches[0]).toBeGreaterThan(right.swatches[1]!);
    expect(right.texts[0]).toBeLessThan(right.swatches[0]!);
  });
});

describe('a downloaded image', () => {
  it('has its title and source, and no link or external file', () => {
    expect(picture).toContain('<title>Scores &lt;by&gt; country</title><desc>What it shows</desc>');
    expect(picture).toMatch(
      />Scores &lt;by&gt; country<\/text>.*>Illustrative\. Source: the plan, release r-1<\/text>/s,
    );
    expect(picture).toContain('<dc:description>Unit: points; Release: r-1</dc:description>');
    expect(picture).not.toMatch(/<a\b|href=|url\((?!#)|<script|@import/);
    expect(picture).toContain('<g><title>Avalon: 3</title>');
    expect(picture).toContain('<circle r="2"><title>Brenia: 4</title></circle>');
  });

  it('as PNG has twice the resolution, and the same information in its text chunks', async () => {
    const png = Buffer.from(await writer.write({ what: 'png', svg: picture, facts, zoom: 2 }));
    const { width, height } = pictureSize(picture);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
    const texts = chunksOf(png, 'iTXt').map((chunk) => chunk.toString('utf8').split('\0'));
    expect(texts.map((parts) => [parts[0], parts.at(-1)])).toEqual([
      ['Title', 'Scores <by> country'],
      ['Creation Time', '2026-03-01'],
      ['Description', 'Unit: points\nRelease: r-1'],
    ]);
    expect(chunksOf(png, 'IEND').length).toBe(1);
  });

  it('has glyphs for every script: a mixed text has as many letters as its parts', async () => {
    const ink = async (text: string) => {
      const svg = drawn.replace(/<text.*<\/text>/, text);
      const { length } = await writer.write({ what: 'png', svg, facts, zoom: 2 });
      return length;
    };
    const none = await ink('');
    const whole = await ink('<text x="3" y="20">مرحبا 中文 ◔</text>');
    const arabic = await ink('<text x="3" y="20">مرحبا</text>');
    expect(arabic).toBeGreaterThan(none + 100);
    expect(whole).toBeGreaterThan(arabic + 300);
  });

  it('as PDF is tagged, with title, language, selectable text and an alternative text', async () => {
    const bytes = await writer.write({ what: 'picture_pdf', svg: picture, alt: 'What it shows', facts });
    const pdf = Buffer.from(bytes).toString('latin1');
    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/Lang ?\(en\)/);
    expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf).toContain('/Alt (What it shows)');
    expect(pdf.match(/\/FontFile2/g)?.length ?? 0).toBeGreaterThan(0);
  });
});
