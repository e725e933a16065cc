/** The sheet that lists all findings, as a part of the package. */
import type { ReportedFinding } from '../../../domain/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { findingsMarker } from '../../answers/place/table.ts';
import { colours } from '../../write/look.ts';
import { heightOf } from '../../write/sheet/row-height.ts';
import { findingColours, headings, widths } from '../marks.ts';
import type { StylesPatch } from './styles.ts';
import { type Dialect, encode, head } from './xml-text.ts';

const letters = 'ABCDEF';
const edge = (side: string, colour: string) => `<${side} style="thin"><color rgb="${colour}"/></${side}>`;
const under = (colour: string) =>
  `<border><left/><right/>${edge('top', colour)}${edge('bottom', colour)}<diagonal/></border>`;
const font = (size: number, colour: string, more = '') => `${more}<sz val="${size}"/><color rgb="${colour}"/>`;

type List = {
  readonly reported: readonly ReportedFinding[];
  /** Names of the sheets that a finding can link to. */
  readonly sheets: ReadonlySet<string>;
  readonly texts: Texts;
  readonly language: string;
  readonly styles: StylesPatch;
  readonly dialect: Dialect;
  /** True if the workbook opens on this sheet. */
  readonly first: boolean;
};

/** The hidden first row identifies the sheet, so that its cells are not read as answers. */
export function listSheet({ reported, sheets, texts, language, styles, dialect, first }: List): string {
  const say = (key: string) => texts.say(language, `findings.words.${key}`);
  const rightToLeft = texts.language(language).direction === 'rtl';
  const looks = looksIn(styles, rightToLeft);
  const links: string[] = [];
  const rows = reported.map(({ severity, sheet, cell, question, message, fix }, place) => {
    const row = place + 4;
    const shown = [say(severity), sheet ?? say('file'), cell ?? '', question ?? '', message, fix];
    const leads = sheet !== null && cell !== null && sheets.has(sheet);
    if (leads) {
      links.push(
        `<hyperlink ref="C${row}" location="${encode(`'${sheet.replaceAll("'", "''")}'!${cell}`)}" display="${cell}"/>`,
      );
    }
    const height = heightOf(shown.map((text, at) => ({ text, width: widths[at]!, size: 10 })));
    const cells = shown.map((text, at) =>
      textCell(`${letters[at]}${row}`, text, at === 0 ? looks[severity] : at === 2 && leads ? looks.link : looks.text),
    );
    return `<row r="${row}" ht="${height}" customHeight="1">${cells.join('')}</row>`;
  });
  const direction = rightToLeft ? ' rightToLeft="1"' : '';
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return [
    `${head}<worksheet xmlns="${dialect.main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView showGridLines="0"${direction}${first ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`,
    `<row r="1" hidden="1">${textCell('A1', findingsMarker, 0)}</row>`,
    `<row r="2" ht="27" customHeight="1">${textCell('A2', say(reported.length > 0 ? 'title' : 'none'), looks.title)}</row>`,
    `<row r="3">${headings.map((key, at) => textCell(`${letters[at]}3`, say(key), looks.heading)).join('')}</row>`,
    ...rows,
    '</sheetData>',
    links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : '',
    '<pageMargins left="0.3" right="0.3" top="0.6" bottom="0.5" header="0.25" footer="0.25"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
  ].join('');
}

function looksIn(styles: StylesPatch, rightToLeft: boolean) {
  // Without a reading order, a final full stop or a quoted answer would be on the wrong side.
  const order = rightToLeft ? ' readingOrder="2"' : '';
  const wrapped = `vertical="top" wrapText="1"${order}`;
  const text = { font: font(10, colours.ink), border: under(colours.line), alignment: wrapped };
  return {
    title: styles.add({ font: font(16, colours.accent, '<b/>'), alignment: `vertical="center"${order}` }),
    heading: styles.add({
      font: font(10, colours.onAccent, '<b/>'),
      fill: colours.accent,
      border: under(colours.accent),
      alignment: `vertical="center" wrapText="1"${order}`,
    }),
    text: styles.add(text),
    link: styles.add({ ...text, font: font(10, colours.accent, '<u/>') }),
    error: styles.add({ ...text, fill: findingColours.error }),
    warning: styles.add({ ...text, fill: findingColours.warning }),
  };
}

const textCell = (cell: string, text: string, style: number) =>
  `<c r="${cell}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${encode(text)}</t></is></c>`;
