/** The demo: fictional States whose illustrative answers come in through the product's own workbooks and desk. */

export type { OnDemoProgress } from './asked.ts';
export { checkDemo } from './check.ts';
export { fateOf } from './fate.ts';
export { type DemoHints, loadAllHints, loadHints } from './hints.ts';
export { runDemo } from './run.ts';
export { drawSubmission, type ToDraw } from './submission.ts';
