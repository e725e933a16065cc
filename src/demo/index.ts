export { type DemoHints, loadHints } from './hints.ts';
export { attendance, type DrawnSubmission, drawSubmission, type ToDraw } from './submission.ts';
