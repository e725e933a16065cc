/** Instruments: loaded, checked, compared; their cells, their texts and the language of their relevance rules. */

export { cellsOf, cellsOfInstrument, gridRows, sectionRows } from './cells.ts';
export * from './instrument.ts';
export { choiceLabel, type Labelled, label, workingLanguage } from './label.ts';
export { type CellReference, type CellReferences, toExcelFormula } from './relevance/excel.ts';
export {
  cellOfReference,
  type Expression,
  type Reference,
  referencesOf,
  type ValueExpression,
} from './relevance/expression.ts';
export { parseRelevance } from './relevance/parse.ts';
export { type AnswerLookup, isRelevant, type KnownAnswer, type Truth, truthOf, truths } from './relevance/truth.ts';
export { toXlsForm } from './relevance/xlsform.ts';
