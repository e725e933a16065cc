/**
 * The hidden formulas next to the answers: stored value, whether the question applies, whether it is done. They are
 * used for greying out and the completion count; the server does not read them.
 */
import { type Question, toExcelFormula } from '../../questionnaire/index.ts';
import type { LayoutRow } from '../layout.ts';
import { letterOf } from '../layout-columns.ts';
import { confirmLabel, stateLabel } from '../layout-words.ts';
import type { Draft, DraftRow, DraftSection } from './draft.ts';
import { instrumentList, shownRange, storedRange } from './sheet/lists-sheet.ts';
import { addressIn } from './sheet/sheet-name.ts';

/** A text as a string literal of a formula. */
export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Formulas with the label of a state or confirmation in the draft's language. */
export function labelsOf({ texts, language }: Draft) {
  return {
    answered: quoted(stateLabel(texts, language, 'answered')),
    notApplicable: quoted(stateLabel(texts, language, 'not_applicable')),
    withdrawn: quoted(stateLabel(texts, language, 'withdrawn')),
    confirmed: quoted(confirmLabel(texts, language, 'yes')),
  };
}

/** The value that the server would store for the answer in this row; "" while it is unknown. */
export function storedFormula(draft: Draft, { row, cell }: DraftRow): string {
  const { answered, confirmed } = labelsOf(draft);
  const [answer, state, confirm, earlier] = (['answer', 'state', 'confirm', 'earlier_stored'] as const).map(
    (key) => `${letterOf[key]}${row}`,
  );
  const understood = understand(draft, cell!, answer!);
  const otherwise = `IF(${confirm}=${confirmed},${earlier},"")`;
  return `IF(AND(${state}<>"",${state}<>${answered}),"",IF(${answer}<>"",${understood},${otherwise}))`;
}

function understand(draft: Draft, cell: NonNullable<LayoutRow['cell']>, answer: string): string {
  switch (cell.type) {
    case 'integer':
    case 'decimal':
      return `IF(ISNUMBER(${answer}),${answer},"")`;
    case 'date':
      return `IF(ISNUMBER(${answer}),YEAR(${answer})&"-"&RIGHT("0"&MONTH(${answer}),2)&"-"&RIGHT("0"&DAY(${answer}),2),${answer})`;
    case 'text':
      return answer;
    case 'select_one': {
      const [shown, stored] = rangesOf(cell.list!.name);
      const byText = `INDEX(${stored},MATCH(${answer},${shown},0))`;
      const byName = `INDEX(${stored},MATCH(${answer},${stored},0))`;
      const byNumber = `INDEX(${stored},MATCH(VALUE(${answer}),${stored},0))`;
      return `IFERROR(${byText},IFERROR(${byName},IFERROR(${byNumber},"")))`;
    }
    case 'select_multiple': {
      const [shown, stored] = rangesOf(cell.list!.name);
      const text = `LOWER(";"&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(${answer},CHAR(10),";"),"; ",";")," ;",";")&";")`;
      const names = draft.wording.choices(cell).map((_, place) => {
        const wanted = (range: string) => `ISNUMBER(FIND(";"&LOWER(INDEX(${range},${place + 1}))&";",${text}))`;
        const number = `ISNUMBER(FIND(";${place + 1};",${text}))`;
        return `IF(OR(${wanted(shown)},${wanted(stored)},${number}),INDEX(${stored},${place + 1})&" ","")`;
      });
      return `TRIM(${names.join('&')})`;
    }
  }
}

const rangesOf = (list: string) => [shownRange(instrumentList(list)), storedRange(instrumentList(list))] as const;

/** 1 if the row's question applies, 0 if its relevance rule is false. */
export function appliesFormula(draft: Draft, from: DraftSection, row: DraftRow): string {
  const { question } = row;
  const ofRow = question.type === 'grid' ? (row.cell?.name ?? null) : null;
  const { notApplicable } = labelsOf(draft);
  const formula = toExcelFormula(
    question.relevance!,
    (id) => {
      const place = draft.places.get(id === '.' ? row.id : id);
      // A question outside the workbook's scope is unknown here, so questions that depend on it are shown.
      if (!place) return '""';
      const at = (column: 'stored' | 'state' | 'applies' | 'answer', { row: number } = place.row) => {
        const address = `$${letterOf[column]}$${number}`;
        return place.section === from ? address : addressIn(place.section.sheet, address);
      };
      const tests = [`${at('state')}=${notApplicable}`];
      const head = place.row.cell?.part ? draft.places.get(place.row.question.code) : undefined;
      if (head) tests.push(`AND(${at('state', head.row)}=${notApplicable},${at('answer')}="")`);
      if (place.row.question.relevance !== null) tests.push(`${at('applies')}=0`);
      return { value: at('stored'), absent: `OR(${tests.join(',')})` };
    },
    ofRow,
  );
  return `IF(${formula},1,0)`;
}

/** The heading of a grid whose rule is evaluated by row applies if any of its rows does. */
export function anyRowApplies(rows: { readonly first: number; readonly last: number }): string {
  return `MAX(${letterOf.applies}${rows.first}:${letterOf.applies}${rows.last})`;
}

/** 1 if the question in these rows applies and has an answer, a confirmation or a state. */
export function doneFormula(draft: Draft, { first, last }: { readonly first: number; readonly last: number }): string {
  const { answered, withdrawn, confirmed } = labelsOf(draft);
  const range = (key: 'answer' | 'state' | 'confirm') => `${letterOf[key]}${first}:${letterOf[key]}${last}`;
  const given = [
    `COUNTA(${range('answer')})`,
    `COUNTA(${range('state')})-COUNTIF(${range('state')},${answered})-COUNTIF(${range('state')},${withdrawn})`,
    `COUNTIF(${range('confirm')},${confirmed})`,
  ];
  return `IF(AND(${letterOf.counts}${first}=1,${given.join('+')}>0),1,0)`;
}

/** True if a grid's rule refers to another grid, so that it is evaluated by row. */
export function byRow({ type, relevance }: Question): boolean {
  return type === 'grid' && relevance !== null;
}
