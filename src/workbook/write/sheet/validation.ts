/** Data validation of each cell, with its input and error messages. Texts are cut to the limits of Excel. */
import type { DataValidation } from 'exceljs';
import { type CellDeclaration, dayOfBound, type Instrument, type Question } from '../../../questionnaire/index.ts';
import type { Say } from '../../wording.ts';
import { limitsInWords } from './guidance.ts';
import { instrumentList, ownLists, reasonList, shownRange } from './lists-sheet.ts';

const longestTitle = 32;
const longestText = 225;
/** Dates that are the same in both date systems of Excel, and that LibreOffice does not shift. */
const firstDay = Date.UTC(1904, 0, 2);
const lastDay = Date.UTC(2199, 11, 31);
/** Maximum length of any answer cell, so that no program cuts a text. */
export const longestAnswer = 4000;

/** One permanent object for each rule and draft, as each is used for hundreds of cells. */
const rules = new WeakMap<Say, Map<string, DataValidation>>();

function once(say: Say, name: string, make: () => DataValidation): DataValidation {
  const known = rules.get(say) ?? new Map<string, DataValidation>();
  rules.set(say, known);
  const rule = known.get(name) ?? make();
  known.set(name, rule);
  return rule;
}

/** @param offered - false for an open list for which this workbook offers no choices */
export function validationOf(
  cell: CellDeclaration,
  say: Say,
  { offered, version }: { readonly offered: boolean; readonly version: string },
): DataValidation | null {
  if (cell.type === 'select_one' && !offered) return null;
  const { type, list, limits } = cell;
  return once(say, JSON.stringify([type, list?.name, limits, version]), () => ruleOf(cell, say, version));
}

function ruleOf({ type, list, limits }: CellDeclaration, say: Say, version: string): DataValidation {
  switch (type) {
    case 'select_one':
      return fromList(instrumentList(list!.name), 'choice', say);
    case 'select_multiple':
      // The list is only a help: several choices in one cell match no list entry, so no input is refused here.
      return { ...fromList(instrumentList(list!.name), 'several', say), showErrorMessage: false };
    case 'integer':
    case 'decimal': {
      const values = { limits: limitsInWords(limits, say) };
      const kind = type === 'integer' ? 'whole_number' : 'number';
      return {
        ...reported(kind, say, values),
        ...between(limits.min, limits.max),
        type: type === 'integer' ? 'whole' : 'decimal',
      };
    }
    case 'date': {
      // As numbers, since exceljs considers rules equal that differ only in Date objects, so that adjacent cells
      // would share one.
      const day = (bound: string | null, otherwise: number) =>
        bound === null ? otherwise : Date.parse(`${bound}T00:00:00Z`);
      const first = day(dayOfBound(limits.from, version, 'from'), firstDay);
      const last = day(dayOfBound(limits.until, version, 'until'), lastDay);
      return { ...reported('date', say), type: 'date', operator: 'between', formulae: [first, last] };
    }
    case 'text': {
      const longest = limits.longest ?? longestAnswer;
      return {
        ...reported('text', say, { longest }),
        type: 'textLength',
        operator: 'lessThanOrEqual',
        formulae: [longest],
      };
    }
  }
}

export function stateValidation(say: Say): DataValidation {
  return fromList(ownLists.state, 'state', say);
}

/** Offers the accepted reasons and refuses no other text, as the state “not known” accepts any reason. */
export function reasonValidation(instrument: Instrument, question: Question, say: Say): DataValidation | null {
  const list = reasonList(instrument, question);
  if (list === null) return null;
  return once(say, `reason ${list}`, () => ({ ...fromList(list, 'reason', say), showErrorMessage: false }));
}

export function confirmValidation(say: Say): DataValidation {
  return once(say, 'confirm', () => fromList(ownLists.confirm, 'confirm', say));
}

function fromList(list: string, kind: string, say: Say): DataValidation {
  const mistake = 'choice';
  return {
    type: 'list',
    formulae: [shownRange(list)],
    allowBlank: true,
    showInputMessage: true,
    promptTitle: clip(say(`prompts.${kind}.title`), longestTitle),
    prompt: clip(say(`prompts.${kind}.text`), longestText),
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: clip(say(`mistakes.${mistake}.title`), longestTitle),
    error: clip(say(`mistakes.${mistake}.text`), longestText),
  };
}

function reported(kind: string, say: Say, values: Parameters<Say>[1] = {}) {
  return {
    allowBlank: true,
    showInputMessage: true,
    promptTitle: clip(say(`prompts.${kind}.title`), longestTitle),
    prompt: clip(say(`prompts.${kind}.text`, values), longestText),
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: clip(say(`mistakes.${kind}.title`), longestTitle),
    error: clip(say(`mistakes.${kind}.text`, values), longestText),
  } as const;
}

function between(min: number | null, max: number | null): Pick<DataValidation, 'operator' | 'formulae'> {
  if (min !== null && max !== null) return { operator: 'between', formulae: [min, max] };
  if (max !== null) return { operator: 'lessThanOrEqual', formulae: [max] };
  // The operator requires a number; without a limit, one below any possible answer is used.
  return { operator: 'greaterThanOrEqual', formulae: [min ?? -1e15] };
}

function clip(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
