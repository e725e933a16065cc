/** One row of a section's sheet: a question, what is known about it, and the cells to fill in. */
import type { Cell, CellRichTextValue, CellValue, Row, Style, Worksheet } from 'exceljs';
import { formatDate } from '../../../i18n/index.ts';
import type { CellType } from '../../../questionnaire/index.ts';
import { generalKnowledge } from '../../../reference/index.ts';
import { type ColumnKey, columns, letterOf } from '../../layout-columns.ts';
import { confirmLabel, stateLabel } from '../../layout-words.ts';
import { cellValue } from '../answer-text.ts';
import type { Draft, DraftRow, DraftSection } from '../draft.ts';
import { anyRowApplies, appliesFormula, byRow, doneFormula, storedFormula } from '../formulas.ts';
import { classLooksFor, classSigns, earlierFonts, type Looks } from '../look.ts';
import type { Prefill, WorkbookOrder } from '../order.ts';
import type { RowStanding } from '../standing.ts';
import { heightOf } from './row-height.ts';
import { confirmValidation, reasonValidation, validationOf } from './validation.ts';

const place = Object.fromEntries(columns.map(({ key }, index) => [key, index + 1])) as Record<ColumnKey, number>;
const width = Object.fromEntries(columns.map((column) => [column.key, column.width])) as Record<ColumnKey, number>;
/** Columns whose texts differ between countries; the heights of the others are computed in the draft. */
const open: ReadonlySet<ColumnKey> = new Set(columns.filter((column) => column.open).map(({ key }) => key));
const written = ['reason', 'comment', 'note', 'evidence'] as const;

export function writeRow(
  sheet: Worksheet,
  draft: Draft,
  section: DraftSection,
  row: DraftRow,
  order: WorkbookOrder,
  standing: RowStanding,
): void {
  const { looks } = draft;
  const line = sheet.getRow(row.row);
  const tall: { text: string; width: number; size: number }[] = [];
  const put = (key: ColumnKey, value: CellValue | undefined, look: Partial<Style>): Cell => {
    const cell = line.getCell(place[key]);
    if (value !== null && value !== undefined && value !== '') {
      cell.value = value;
      if (typeof value === 'string' && open.has(key)) tall.push({ text: value, width: width[key], size: 10 });
    }
    cell.style = look;
    return cell;
  };
  describe(put, row, draft);
  if (row.kind === 'answer') ask(put, draft, row, order, standing, tall);
  else for (const key of ['earlier', 'confirm', 'answer'] as const) put(key, null, headLook(row, looks));
  if (row.kind === 'occurrence') {
    for (const key of ['state', ...written] as const) put(key, null, headLook(row, looks));
  } else {
    const entry = standing.written(row.id);
    const state = entry?.state && entry.state !== 'blank' ? stateLabel(draft.texts, draft.language, entry.state) : null;
    put('state', state, looks.small);
    // A heading accepts a state and its reason; remarks about an answer are next to that answer.
    for (const key of written) {
      const isOpen = row.kind === 'answer' || key === 'reason';
      const cell = put(key, entry?.[key], isOpen ? looks.small : headLook(row, looks));
      const offered = key === 'reason' ? reasonValidation(draft.instrument, row.question, draft.say) : null;
      if (offered) cell.dataValidation = offered;
    }
  }
  calculate(line, draft, section, row, standing);
  line.height = Math.max(row.height, tall.length > 0 ? heightOf(tall) : 0);
}

type Put = (key: ColumnKey, value: CellValue | undefined, look: Partial<Style>) => Cell;

const headLook = ({ kind }: DraftRow, looks: Looks) => (kind === 'head' ? looks.headNone : looks.none);

function describe(put: Put, row: DraftRow, { say, looks, rightToLeft }: Draft): void {
  const { kind, question, cell } = row;
  const part = kind === 'answer' && cell?.part !== null;
  if (kind === 'head') {
    put('code', row.id, looks.headCode);
    put('question', row.wording, looks.headQuestion);
    put('guidance', row.guidance, looks.headGuidance);
  } else {
    put('code', row.id, part || kind === 'occurrence' ? looks.partCode : looks.code);
    put(
      'question',
      row.wording,
      kind === 'occurrence' ? looks.turnQuestion : part ? looks.partQuestion : looks.question,
    );
    put('guidance', row.guidance, looks.guidance);
  }
  if (part || kind === 'occurrence') put('class', null, looks.none);
  else {
    const plainHead = kind === 'head' && question.class === 'public';
    const look = plainHead ? looks.headGuidance : classLooksFor(rightToLeft)[question.class];
    put('class', `${classSigns[question.class]} ${say(`classes.${question.class}`)}`, look);
  }
}

function ask(
  put: Put,
  draft: Draft,
  row: DraftRow,
  order: WorkbookOrder,
  standing: RowStanding,
  tall: { text: string; width: number; size: number }[],
): void {
  const cell = row.cell!;
  const { say, wording, texts, language, looks } = draft;
  const prefill = standing.prefill(row.id);
  const entry = standing.written(row.id);
  if (prefill) {
    const reported = earlierText(
      prefill,
      String(asText(cellValue(cell, prefill.value, wording, order.countries))),
      draft,
    );
    put('earlier', reported.rich, looks.earlier);
    tall.push({ text: reported.plain, width: width.earlier, size: 9.5 });
    const confirmed = entry?.confirmed ?? null;
    const confirm = put(
      'confirm',
      confirmed === null ? null : confirmLabel(texts, language, confirmed ? 'yes' : 'no'),
      looks.small,
    );
    confirm.dataValidation = confirmValidation(say);
  } else {
    put('earlier', null, looks.none);
    put('confirm', null, looks.none);
  }
  const value = entry?.typed ?? entry?.value ?? null;
  const shown =
    value === null ? null : entry?.typed !== undefined ? entry.typed : cellValue(cell, value, wording, order.countries);
  const answer = put('answer', shown, answerLook(cell.type, looks));
  const offered = !cell.list?.openEnded || (order.countries?.length ?? 0) > 0;
  const validation = validationOf(cell, say, { offered, version: draft.instrument.version });
  if (validation) answer.dataValidation = validation;
}

function answerLook(type: CellType, looks: Looks): Partial<Style> {
  if (type === 'date') return looks.date;
  return type === 'integer' || type === 'decimal' ? looks.number : looks.text;
}

const asText = (value: string | number | Date) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

function earlierText(
  prefill: Prefill,
  value: string,
  { say, texts, language }: Draft,
): { rich: CellRichTextValue; plain: string } {
  const source = say('earlier.source', {
    source: prefill.source === generalKnowledge ? say('earlier.general_knowledge') : prefill.source,
    date: formatDate(texts.language(language), prefill.date),
  });
  const unconfirmed = prefill.confirmed === false ? ` (${say('earlier.to_confirm')})` : '';
  const under = `\n${source}${unconfirmed}`;
  return {
    rich: {
      richText: [
        { text: value, font: earlierFonts.value },
        { text: under, font: earlierFonts.source },
      ],
    },
    plain: `${value}${under}`,
  };
}

/**
 * The hidden cells: the stored value if a rule refers to it, whether the row applies, and the count of the question.
 */
function calculate(line: Row, draft: Draft, section: DraftSection, row: DraftRow, standing: RowStanding): void {
  const put = (key: ColumnKey, value: CellValue) => {
    const cell = line.getCell(place[key]);
    cell.value = value;
    // LibreOffice shows a text that exceeds a hidden column in the visible one beside it, in a right-to-left sheet.
    if (key === 'stored' || key === 'earlier_stored') cell.style = draft.looks.within;
  };
  const applies = standing.applies(row) ? 1 : 0;
  const prefill = standing.prefill(row.id);
  if (prefill) {
    const numbered = row.cell?.list?.numbered && row.cell.type === 'select_one';
    put('earlier_stored', numbered ? Number(prefill.value) : prefill.value);
  }
  if (row.kind === 'answer' && draft.asked.has(row.id)) {
    put('stored', { formula: formulasOf(draft, section, row).stored, result: standing.stored(row) });
  }
  if (row.question.relevance === null) put('applies', 1);
  else {
    put('applies', { formula: formulasOf(draft, section, row).applies, result: applies });
  }
  if (row.id !== row.question.code) return;
  put('counts', row.question.relevance === null ? 1 : { formula: `${letterOf.applies}${row.row}`, result: applies });
  put('done', { formula: formulasOf(draft, section, row).done, result: standing.done(row.id) ? 1 : 0 });
}

type RowFormulas = { readonly stored: string; readonly applies: string; readonly done: string };

/** Cached, as it is the same in every workbook of a draft. */
const known = new WeakMap<DraftRow, RowFormulas>();

function formulasOf(draft: Draft, section: DraftSection, row: DraftRow): RowFormulas {
  const before = known.get(row);
  if (before) return before;
  const parts = draft.parts.get(row.question.code)!;
  const anyRow = row.kind === 'head' && byRow(row.question);
  const made = {
    stored: row.kind === 'answer' && draft.asked.has(row.id) ? storedFormula(draft, row) : '',
    applies:
      row.question.relevance === null
        ? ''
        : anyRow
          ? anyRowApplies({ first: parts.first + 1, last: parts.last })
          : appliesFormula(draft, section, row),
    done: row.id === row.question.code ? doneFormula(draft, parts) : '',
  };
  known.set(row, made);
  return made;
}
