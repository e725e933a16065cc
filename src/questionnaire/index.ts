/**
 * Instruments: loaded, checked, compared; their cells, texts and relevance rules. This folder must not know
 * workbooks, stores or figures: scoring is declared here and computed in `pipelines/`.
 */

export { type CarriedFate, type CarriedOver, carryOver } from './carry-over.ts';
export { cellsOf, cellsOfInstrument } from './cells.ts';
export { type Aspect, compareInstruments, type QuestionDifference } from './compare.ts';
export { countAsked, doneOf } from './completeness.ts';
export { cycleOf, findCycleInstrument } from './cycle.ts';
export {
  areRulesChanged,
  type CycleRulesReport,
  canonicalRules,
  checkCycleRules,
  hasCycleRules,
  loadAllCycleRules,
  loadCycleRules,
  rulesHash,
} from './cycle-rules/load.ts';
export { dayOfBound } from './date-bound.ts';
export {
  checkFramework,
  type Framework,
  type FrameworkReport,
  hasFramework,
  loadFramework,
} from './framework/framework.ts';
export { loadTreatyAnswers, type TreatyAnswers } from './framework/treaty-answers.ts';
export { type Hidden, hiddenCell, hiddenQuestions, type Shows, whatShows } from './hidden.ts';
export * from './instrument.ts';
export { choiceLabel, type Labelled, label } from './label.ts';
export { demandFrozenMeaning, frozenMeaning } from './meaning/frozen.ts';
export { meaningHash } from './meaning/meaning.ts';
export { textsHash, textsHashes } from './meaning/texts.ts';
export {
  checkInstrument,
  checkInstruments,
  type InstrumentReport,
  listInstruments,
  loadInstrument,
  loadInstruments,
} from './read/load.ts';
export { isFolderName } from './read/name.ts';
export { judgeReason, offeredReasons, type ReasonVerdict } from './reasons.ts';
export { type CellReference, type CellReferences, toExcelFormula } from './relevance/excel.ts';
export {
  cellOfReference,
  type Expression,
  type Reference,
  referencesOf,
  type ValueExpression,
} from './relevance/expression.ts';
export { parseRelevance } from './relevance/parse.ts';
export { type AnswerLookup, isRelevant, type KnownAnswer, type Truth, truthOf } from './relevance/truth.ts';
export { toXlsForm } from './relevance/xlsform.ts';
export { missingForAcceptance } from './required.ts';
export { instrumentTables, parentCells, scoredCells } from './tables.ts';
