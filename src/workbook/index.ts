/** Workbooks: written for a country, printed, and read back. The only folder that depends on Excel. */

export type { CheckedWorkbook, CheckOptions, Expected } from './check/checked-workbook.ts';
export { type Checker, type CheckerOptions, checkerLimits, openChecker } from './check/checker.ts';
export { describeFindings } from './check/describe-findings.ts';
export { residentMegabytes, watchProcess } from './check/process-limits.ts';
export { unreadableFile } from './check/unreadable.ts';
export { type FigureFormat, type FigureTable, writeFigureBook } from './figures/write-figures.ts';
export { findingsCsv } from './findings-csv.ts';
export { guardLimits } from './guard/limits.ts';
export { type IssuedOrder, orderWorkbook } from './issued-order.ts';
export { knownPrefills, shortSource, statementOf, treatyPrefills } from './known-prefill.ts';
export { issuedTexts } from './layout-identity.ts';
export { type Scope, scopeText } from './layout-scope.ts';
export { type PrintOrder, writePrintable } from './print/printable.ts';
export { askedScope } from './scope-asked.ts';
export type { ReturnedLine } from './translation/columns.ts';
export { readTranslationBook } from './translation/read.ts';
export { writeTranslationBook } from './translation/write.ts';
export type { Prefill, WorkbookOrder, WrittenAnswer } from './write/order.ts';
export { settleZip } from './write/package.ts';
export { writeWorkbook } from './write/write.ts';
export { openWritingPool, type WritingPool } from './write/writing-pool.ts';
export { writtenAnswers } from './written-answers.ts';
