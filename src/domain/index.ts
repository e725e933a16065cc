/**
 * Types and rules of the domain, without input or output: answers, findings, cycles, permissions, publication. This
 * folder must not know stores, clocks, files or languages.
 */
export * from './answer.ts';
export * from './audit-action.ts';
export * from './contradiction.ts';
export * from './cycle.ts';
export * from './cycle-rules.ts';
export * from './deadline.ts';
export * from './difference.ts';
export * from './disclosure.ts';
export * from './finding.ts';
export * from './markup-text.ts';
export * from './permission.ts';
export * from './person.ts';
export * from './publication.ts';
export * from './receipt.ts';
export * from './release.ts';
export * from './sheet-text.ts';
export * from './submission.ts';
export * from './treaty-code.ts';
export * from './treaty-fact.ts';
