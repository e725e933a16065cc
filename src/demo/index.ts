/** The demo: fictional States whose illustrative answers are imported through the software's own workbooks and desk. */

export type { DemoStep } from './asked.ts';
export { checkDemo } from './check.ts';
export { fateOf } from './fate.ts';
export { type DemoHints, loadAllHints, loadHints } from './hints.ts';
export { runDemo } from './run.ts';
export { drawSubmission, type ToDraw } from './submission.ts';
