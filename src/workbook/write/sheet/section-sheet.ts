/** One section on one sheet: its title rows, and a row for each answer. */
import type { ConditionalFormattingRule, Workbook, Worksheet } from 'exceljs';
import { sectionRows } from '../../layout.ts';
import { columns, heading, keyText, letterOf } from '../../layout-columns.ts';
import type { Draft, DraftSection } from '../draft.ts';
import { labelsOf } from '../formulas.ts';
import { colours, type Looks } from '../look.ts';
import type { WorkbookOrder } from '../order.ts';
import type { RowStanding } from '../standing.ts';
import { writeRow } from './answer-row.ts';
import { heightOf } from './row-height.ts';
import { pageNumber, printSetup, sheetProtection } from './sheet-setup.ts';
import { stateValidation } from './validation.ts';

const shown = columns.filter(({ hidden }) => !hidden);
const lastShown = letterOf[shown.at(-1)!.key];

export function writeSection(
  book: Workbook,
  draft: Draft,
  section: DraftSection,
  order: WorkbookOrder,
  standing: RowStanding,
): void {
  const { say } = draft;
  const sheet = book.addWorksheet(section.sheet, {
    properties: { tabColor: { argb: colours.accent }, defaultRowHeight: 20 },
    views: [
      {
        state: 'frozen',
        xSplit: 2,
        ySplit: sectionRows.headings,
        topLeftCell: `C${sectionRows.first}`,
        activeCell: `${letterOf.answer}${sectionRows.first}`,
        showGridLines: false,
        rightToLeft: draft.rightToLeft,
        zoomScale: 90,
      },
    ],
    pageSetup: { ...printSetup, printTitlesRow: `${sectionRows.headings}:${sectionRows.headings}` },
    headerFooter: pageHeads(draft, order, section.title),
  });
  sheet.columns = columns.map(({ width, hidden }) => ({ width, hidden }));
  writeHead(sheet, draft, section, order, standing);
  for (const row of section.rows) writeRow(sheet, draft, section, row, order, standing);
  // A method of exceljs that is missing from its types.
  (sheet as Worksheet & { dataValidations: { add(range: string, rule: object): void } }).dataValidations.add(
    `${letterOf.state}${sectionRows.first}:${letterOf.state}${section.lastRow}`,
    stateValidation(say),
  );
  greyAndWarn(sheet, draft, section);
  sheet.protect('', sheetProtection);
}

function writeHead(
  sheet: Worksheet,
  draft: Draft,
  section: DraftSection,
  order: WorkbookOrder,
  standing: RowStanding,
): void {
  const { say, texts, language, looks } = draft;
  const put = (address: string, value: string, look: keyof Looks) => {
    const cell = sheet.getCell(address);
    cell.value = value;
    cell.style = looks[look];
  };
  put(`A${sectionRows.title}`, say('section.title', { code: section.section, title: section.title }), 'title');
  put(`A${sectionRows.answeredBy}`, say('section.answered_by', { body: section.answeredBy }), 'subtitle');
  const { done, of } = standing.count(section.section);
  const count = sheet.getCell(`${letterOf.answer}${sectionRows.answeredBy}`);
  count.value = { formula: doneText(draft, section), result: say('section.done', { done, of }) };
  count.style = looks.done;
  if (order.illustrative) {
    for (const { key } of shown) sheet.getCell(`${letterOf[key]}${sectionRows.banner}`).style = looks.banner;
    put(`A${sectionRows.banner}`, say('illustrative.banner'), 'banner');
    put(`${letterOf.earlier}${sectionRows.banner}`, say('section.hint'), 'banner');
  } else {
    put(`A${sectionRows.banner}`, say('section.hint'), 'hint');
  }
  for (const { key } of columns) put(`${letterOf[key]}${sectionRows.keys}`, keyText(key), 'key');
  sheet.getRow(sectionRows.keys).hidden = true;
  for (const { key } of shown) put(`${letterOf[key]}${sectionRows.headings}`, heading(texts, language, key), 'heading');
  sheet.getRow(sectionRows.title).height = 27;
  sheet.getRow(sectionRows.answeredBy).height = 18;
  sheet.getRow(sectionRows.banner).height = 18;
  sheet.getRow(sectionRows.headings).height = heightOf(
    shown.map(({ key, width }) => ({ text: heading(texts, language, key), width, size: 10.6 })),
    32,
  );
}

/** Such as `SUM(Q6:Q30)&" of "&SUM(P6:P30)&" done"`, in the order of the language. */
function doneText({ say }: Draft, { lastRow }: DraftSection): string {
  const sum = (key: 'done' | 'counts') => `SUM(${letterOf[key]}${sectionRows.first}:${letterOf[key]}${lastRow})`;
  const sums: Readonly<Record<string, string>> = { '\ue001': sum('done'), '\ue002': sum('counts') };
  return say('section.done', { done: '\ue001', of: '\ue002' })
    .split(/([\ue001\ue002])/)
    .filter((part) => part !== '')
    .map((part) => sums[part] ?? `"${part.replaceAll('"', '""')}"`)
    .join('&');
}

/** Rows that do not apply turn grey; a missing reason and a value that contradicts the state are highlighted. */
function greyAndWarn(sheet: Worksheet, draft: Draft, { lastRow }: DraftSection): void {
  const { answered, notApplicable } = labelsOf(draft);
  const { first } = sectionRows;
  const [applies, answer, state, reason] = (['applies', 'answer', 'state', 'reason'] as const).map(
    (key) => `$${letterOf[key]}${first}`,
  );
  const rule = (
    priority: number,
    formula: string,
    ink: string,
    ground: string,
    more: { strike?: boolean } = {},
  ): ConditionalFormattingRule => ({
    type: 'expression',
    priority,
    formulae: [formula],
    style: {
      font: { color: { argb: ink }, ...more },
      fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: ground }, fgColor: { argb: ground } },
    },
  });
  sheet.addConditionalFormatting({
    ref: `A${first}:${lastShown}${lastRow}`,
    rules: [rule(1, `${applies}=0`, colours.faint, colours.away)],
  });
  sheet.addConditionalFormatting({
    ref: `${letterOf.reason}${first}:${letterOf.reason}${lastRow}`,
    rules: [rule(2, `AND(${state}=${notApplicable},${reason}="")`, colours.warnInk, colours.warn)],
  });
  sheet.addConditionalFormatting({
    ref: `${letterOf.answer}${first}:${letterOf.state}${lastRow}`,
    rules: [rule(3, `AND(${answer}<>"",${state}<>"",${state}<>${answered})`, colours.wrongInk, colours.wrong)],
  });
}

/**
 * Page header and footer: country and cycle, section, page. `&` is escaped in them, and a font size ends at the
 * space.
 */
function pageHeads(draft: Draft, order: WorkbookOrder, title: string) {
  const { say } = draft;
  const plain = (text: string) => text.replaceAll('&', '&&');
  const line = plain(say('section.print_cycle', { country: order.country.name, cycle: order.cycle }));
  const mark = order.illustrative ? `&C&8 &"Arial,Bold"${plain(say('illustrative.short'))}` : '';
  const head = `&L&8 ${line}${mark}&R&8 ${plain(title)}`;
  return { oddHeader: head, oddFooter: `&L&8 ${line}${mark}&R&8 ${pageNumber(draft)}` };
}
